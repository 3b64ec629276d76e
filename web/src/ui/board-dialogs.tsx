import { useEffect } from 'preact/hooks';
import { Dialog } from './dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { LeftTexts } from './left-texts.tsx';
import type { Services } from './services.ts';
import { ShareDialog } from './share-dialog.tsx';
import type { OpenedBoard } from './use-board.ts';
import { useStore } from './use-store.ts';
import { YouDialog } from './you-dialog.tsx';

type Props = { opened: OpenedBoard; services: Services; path: string; rename(name: string): void };

/** The one dialog that is open over a board, if one is. */
export const BoardDialogs = ({ opened, services, path, rename }: Props) => {
  const { session, memory, ui, guestName } = opened;
  const { dialog } = useStore(ui);
  const { nameless } = useStore(session.view);
  const { pending } = useStore(session.state);
  const askForName = () => ui.update({ dialog: 'you' });
  useEffect(() => {
    if (nameless) askForName();
  }, [nameless]);
  const close = () => {
    ui.update({ dialog: undefined });
    if (!session.view.get().nameless) return;
    const action = { label: 'Choose a name', run: askForName };
    session.notify('Your changes wait until you choose a name.', 'question', action);
  };
  switch (dialog) {
    case 'help':
      return <HelpDialog close={close} />;
    case 'share':
      return <ShareDialog call={services.call} unique={services.unique} path={path} close={close} />;
    case 'you':
      return <YouDialog services={services} name={guestName()} nameless={nameless} rename={rename} close={close} />;
    case 'left':
      return (
        <Dialog title="Half-written" close={close}>
          <LeftTexts pending={pending} unfinished={memory.unfinished.own()} />
        </Dialog>
      );
    default:
      return null;
  }
};

import type { Mutation } from '../board/mutation.ts';
import type { BoardView } from '../session/view.ts';
import type { Unfinished } from '../storage/unfinished.ts';
import { LeftTexts } from './left-texts.tsx';
import type { Services } from './services.ts';
import { Sheet } from './sheet.tsx';
import { SignInButton } from './sign-in-screen.tsx';

type Props = {
  services: Services;
  view: Pick<BoardView, 'problem' | 'signedOut'>;
  pending: readonly Mutation[];
  unfinished: readonly Unfinished[];
};

/** A board without access: the reason, a link, and the person's own texts. */
export const ClosedBoard = ({ services, view, pending, unfinished }: Props) => (
  <Sheet title={view.signedOut ? 'Sign in again' : 'This board is closed to you'}>
    <p role="alert">{view.problem}</p>
    {view.signedOut && <SignInButton services={services} label="Sign in again" />}
    <LeftTexts pending={pending} unfinished={unfinished} />
    <p>
      <a href="#/">Go to the public wall</a>
    </p>
  </Sheet>
);

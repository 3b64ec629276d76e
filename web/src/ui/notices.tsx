import { useEffect } from 'preact/hooks';
import { asks } from '../session/notices.ts';
import type { Notice } from '../session/view.ts';
import { IconButton } from './icons.tsx';

const SHOWN_MS = 9_000;

const One = ({ notice, dismiss }: { notice: Notice; dismiss(id: number): void }) => {
  const { id, text, tone, action } = notice;
  const stays = asks(notice);
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => dismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, stays, dismiss]);
  return (
    <div class={`notice ${tone}`}>
      <span>{text}</span>
      {action && (
        <button
          type="button"
          class="text-button"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
    </div>
  );
};

/** Notices to the person and, only for screen readers, the changes of others. */
export const Notices = ({
  notices,
  heard,
  dismiss,
}: {
  notices: readonly Notice[];
  heard: string;
  dismiss(id: number): void;
}) => (
  <aside class="notices" aria-label="Messages">
    <div role="alert">
      {notices.map((notice) => (
        <One key={notice.id} notice={notice} dismiss={dismiss} />
      ))}
    </div>
    <p class="unseen" aria-live="polite">
      {heard}
    </p>
  </aside>
);

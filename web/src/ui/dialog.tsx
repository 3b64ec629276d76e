import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isComposing } from './composing.ts';
import { IconButton } from './icons.tsx';

/** A dialog over the page; Escape, its button and a click beside it close it. */
export const Dialog = ({ title, close, children }: { title: string; close(): void; children: ComponentChildren }) => {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog
      ref={element}
      aria-label={title}
      onClose={close}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape' && isComposing(event)) event.preventDefault();
      }}
      onClick={(event) => {
        if (event.target === element.current) element.current?.close();
      }}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2>{title}</h2>
          <IconButton icon="close" label="Close" onClick={() => element.current?.close()} />
        </div>
        {children}
      </div>
    </dialog>
  );
};

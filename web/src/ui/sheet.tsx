import type { ComponentChildren } from 'preact';

/** A screen without a board. */
export const Sheet = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <main class="sheet">
    <p>
      <a class="logo" href="#/">
        <img src="/icon.svg" alt="" width="28" height="28" /> The public wall
      </a>
    </p>
    <h1>{title}</h1>
    {children}
  </main>
);

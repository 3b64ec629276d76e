import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Sheet } from './sheet.tsx';

type Props<T> = {
  load(): Promise<T>;
  children(value: T): ComponentChildren;
  /** Shown below the reason of a refusal. */
  otherwise?: ComponentChildren;
};

/** Loads something, and shows it, or the reason of a refusal. For other content, give the component another key. */
export const Loading = <T,>({ load, children, otherwise }: Props<T>) => {
  const [value, setValue] = useState<T>();
  const [problem, setProblem] = useState('');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const when = (call: () => void) => {
      if (isCurrent) call();
    };
    load().then(
      (found) => when(() => setValue(() => found)),
      (error: Error) => when(() => setProblem(error.message)),
    );
    return () => {
      isCurrent = false;
    };
  }, [attempt]);
  if (problem) {
    const again = () => {
      setProblem('');
      setAttempt(attempt + 1);
    };
    return (
      <Sheet title="This did not work">
        <p role="alert">{problem}</p>
        <button type="button" class="primary" onClick={again}>
          Try again
        </button>
        {otherwise}
      </Sheet>
    );
  }
  return value === undefined ? <p class="empty">Opening…</p> : children(value);
};

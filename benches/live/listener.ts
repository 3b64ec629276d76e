import type { BoardChange, Frame } from '../../src/features/live/frame-schemas.ts';

export type Listener = {
  /** Called once, when changes start to arrive. */
  onSubscribed(): void;
  /** A posted message has arrived. */
  onMessage(messageId: string): void;
  /** A change is missing, or nothing arrives at all. */
  onFailure(reason: string): void;
};

/** Reads the messages of one connection, following rules L5 and L12 of docs/live-protocol.md. */
export const listen = ({ onSubscribed, onMessage, onFailure }: Listener): ((text: string) => void) => {
  let seq: number | undefined;
  const early: BoardChange[] = [];
  const take = (change: BoardChange, newest: number) => {
    if (change.seq <= newest) return;
    if (change.seq > newest + 1) onFailure(`change ${change.seq} came after ${newest}`);
    seq = change.seq;
    if (change.kind === 'message') onMessage(change.message.id);
  };
  const reset = (newest: number) => {
    seq = newest;
    for (const change of early) take(change, seq);
    onSubscribed();
  };
  return (text) => {
    const frame = JSON.parse(text) as Frame;
    if (frame.type === 'refused') onFailure(frame.problem.detail);
    if (frame.type === 'reset') reset(frame.seq);
    if (frame.type !== 'changes') return;
    for (const change of frame.changes) {
      if (seq === undefined) early.push(change);
      else take(change, seq);
    }
  };
};

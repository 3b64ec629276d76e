type Change = { seq: number; kind: string; message?: { id: string } };
type Frame =
  | { type: 'reset'; seq: number }
  | { type: 'changes'; changes: Change[] }
  | { type: 'refused'; problem: { detail: string } }
  | { type: 'joined' | 'left' };

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
  const early: Change[] = [];
  const take = (change: Change, newest: number) => {
    if (change.seq <= newest) return;
    if (change.seq > newest + 1) onFailure(`change ${change.seq} came after ${newest}`);
    seq = change.seq;
    if (change.kind === 'message' && change.message) onMessage(change.message.id);
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

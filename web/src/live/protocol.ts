import type { Message } from '../board/message.ts';
import type { Problem } from '../board/mutation.ts';

/** What comes over the live connection: docs/live-protocol.md, whose rules (L…) the comments name. */

/** Who is connected (L16). */
export type Person = {
  connectionId: string;
  name: string;
  role: 'owner' | 'editor' | 'viewer' | 'writer' | 'reader';
  userId?: string;
};

/** A change of the board (L11). */
export type BoardChange = { seq: number; at: string } & (
  | { kind: 'message'; message: Message; clientMutationId?: string }
  | { kind: 'message-deleted'; messageId: string; expired: boolean }
  | { kind: 'board'; title: string; description?: string; version: number }
  | { kind: 'board-deleted' }
  | { kind: 'member'; userId: string; name?: string; role: string }
  | { kind: 'member-removed'; userId: string }
);

/** The answer to a subscription (L5). */
type Subscribed = { type: 'subscribed' | 'reset'; re: string; seq: number; people: Person[]; you?: Person };

/** The answer to a change of one's own (L8). */
export type Answer =
  | { type: 'done'; re: string; clientMutationId?: string; message?: Message; editToken?: string }
  | { type: 'refused'; re?: string; clientMutationId?: string; problem: Problem };

export type Frame =
  | Subscribed
  | Answer
  | { type: 'pong'; re?: string; seq: number }
  | { type: 'changes'; changes: BoardChange[] }
  | { type: 'presence'; joined: Person[]; left: string[] }
  | { type: 'cursor'; connectionId: string; x: number; y: number };

/** What the page uses of a WebSocket. */
export type Socket = {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  readonly readyState: number;
  send(text: string): void;
  close(): void;
};

/** A frame; undefined for what is none, which a later version of the protocol may send. */
export const parseFrame = (data: unknown): Frame | undefined => {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
};

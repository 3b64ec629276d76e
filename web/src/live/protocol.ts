import type { PROTOCOLS } from '../../../src/domain/live-protocol.ts';
import type { Frame } from '../../../src/features/live/frame-schemas.ts';
import type { ChangeMessage } from '../../../src/features/live/message-schemas.ts';

/** The version of docs/live-protocol.md that the page speaks (L19). */
export const PROTOCOL: (typeof PROTOCOLS)[number] = 1;

type Unnamed<Message> = Message extends unknown ? Omit<Message, 'id'> : never;

/** A change of one's own (L7); the connection gives it the name that its answer comes under. */
export type OwnChange = Unnamed<ChangeMessage>;

/** What the page uses of a WebSocket. */
export type Socket = {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  readonly readyState: number;
  send(text: string): void;
  close(): void;
};

/** A frame of docs/live-protocol.md; undefined for what is none. */
export const parseFrame = (data: unknown): Frame | undefined => {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
};

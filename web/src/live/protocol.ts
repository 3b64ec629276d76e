import type { PROTOCOLS } from '../../../src/domain/live-protocol.ts';
import type { Frame } from '../../../src/features/live/frame-schemas.ts';
import type { ChangeMessage } from '../../../src/features/live/message-schemas.ts';

/** The version of the live protocol that the page uses (L19). */
export const PROTOCOL: (typeof PROTOCOLS)[number] = 1;

type Unnamed<Message> = Message extends unknown ? Omit<Message, 'id'> : never;

/** An own change (L7). The connection adds the name for its answer. */
export type OwnChange = Unnamed<ChangeMessage>;

/** The part of WebSocket that the page uses. */
export type Socket = {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  readonly readyState: number;
  send(text: string): void;
  close(): void;
};

/** Parses a frame of docs/live-protocol.md; undefined for other text. */
export const parseFrame = (data: unknown): Frame | undefined => {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
};

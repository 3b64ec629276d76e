import * as z from 'zod';
import { type BoardChange, Frame } from '../../src/features/live/frame-schemas.ts';

type Keys<Kinds> = Kinds extends unknown ? keyof Kinds : never;
type At<Kinds, Key> = Kinds extends unknown ? (Key extends keyof Kinds ? Kinds[Key] : undefined) : never;
/** One of several kinds, whose members can be read before it is known which: those of the others are undefined. */
type AnyOf<Kinds> = { [Key in Keys<Kinds>]?: At<Kinds, Key> } & Pick<Kinds, keyof Kinds>;

/** A message of the server, as its client gets it. */
export type SeenFrame = AnyOf<Frame>;

/** A change of a board, as docs/live-protocol.md has it (L11). */
export type SeenChange = AnyOf<BoardChange>;

const wrong: string[] = [];

/** Reads a message of the server. One that the schemas of frames do not know fails the test that is running. */
export const frameIn = (text: string): SeenFrame => {
  const frame: SeenFrame = JSON.parse(text);
  const { error } = Frame.safeParse(frame);
  if (error) wrong.push(`${text.slice(0, 300)}: ${z.prettifyError(error)}`);
  return frame;
};

afterEach(() => {
  expect(wrong.splice(0)).toEqual([]);
});

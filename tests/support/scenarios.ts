import { newBoard } from './boards.ts';
import { named } from './people.ts';

/** Prepares an access pattern, and returns the one request that carries it out. */
export type Scenario = () => Promise<() => Promise<unknown>>;

export const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** A board of a new person, who has a profile. */
export const ownBoard = async () => {
  const owner = await named('Olga');
  return { owner, boardId: await newBoard(owner) };
};

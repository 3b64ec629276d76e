import { useBoards } from '../../support/board-page.ts';
import { useLiveStage } from '../../support/live-stage.ts';
import { type SharedBoard, sharedBoard } from '../../support/shared-board.ts';
import { useWhiteboard } from '../../support/whiteboard.ts';

/** Posts a minute by one link. */
export const QUOTA = 5;

/** The functions, and pages before them, for all tests of this folder: they are loaded once. */
export const stage = useLiveStage(useWhiteboard());
export const { open } = useBoards(stage);

beforeAll(() => Object.assign(process.env, { POSTS_PER_MINUTE_PER_LINK: `${QUOTA}` }));

/** A new board, whose creation is not delivered. */
export const freshBoard = async (): Promise<SharedBoard> => {
  const board = await sharedBoard();
  await stage.forget();
  return board;
};

import { Cursor } from './message-schemas.ts';
import { moveCursor } from './move-cursor.ts';
import { action } from './socket/action.ts';

export const handler = action({
  schema: Cursor,
  work: async ({ connection, body: { x, y } }) => {
    await moveCursor(connection, { x, y });
    return undefined;
  },
});

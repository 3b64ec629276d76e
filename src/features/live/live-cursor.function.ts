import { Cursor } from './message-schemas.ts';
import { point } from './point.ts';
import { action } from './socket/action.ts';

export const handler = action({
  schema: Cursor,
  work: async ({ connection, body: { x, y } }) => {
    await point(connection, { x, y });
    return undefined;
  },
});

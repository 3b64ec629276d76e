import { Cursor } from '../schemas/socket.ts';
import { action } from '../socket/action.ts';
import { point } from '../usecases/live/point.ts';

export const handler = action({
  schema: Cursor,
  work: async ({ connection, body: { x, y } }) => {
    await point(connection, { x, y });
    return undefined;
  },
});

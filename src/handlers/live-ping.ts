import { Ping } from '../schemas/socket.ts';
import { action } from '../socket/action.ts';
import { stay } from '../usecases/live/stay.ts';

export const handler = action({
  schema: Ping,
  work: async ({ connection }) => ({ type: 'pong', seq: await stay(connection) }),
});

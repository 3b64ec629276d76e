import { Ping } from './message-schemas.ts';
import { action } from './socket/action.ts';
import { stay } from './stay.ts';

export const handler = action({
  schema: Ping,
  work: async ({ connection }) => ({ type: 'pong', seq: await stay(connection) }),
});

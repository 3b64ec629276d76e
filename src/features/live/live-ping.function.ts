import { Ping } from './message-schemas.ts';
import { action } from './socket/action.ts';
import { stay } from './stay.ts';

export const handler = action({
  schema: Ping,
  work: async ({ connection }) => {
    const seq = await stay(connection);
    return seq === undefined ? undefined : { type: 'pong', seq };
  },
});

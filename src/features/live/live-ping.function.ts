import { Ping } from './message-schemas.ts';
import { action } from './socket/action.ts';
import { heartbeat } from './heartbeat.ts';

export const handler = action({
  schema: Ping,
  work: async ({ connection }) => {
    const seq = await heartbeat(connection);
    return seq === undefined ? undefined : { type: 'pong', seq };
  },
});

import { Subscribe } from '../schemas/socket.ts';
import { action } from '../socket/action.ts';
import { subscribe } from '../usecases/live/subscribe.ts';

export const handler = action({
  schema: Subscribe,
  work: ({ connection, body }) => subscribe(connection, body.since),
});

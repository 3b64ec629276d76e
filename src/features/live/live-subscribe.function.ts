import { Subscribe } from './message-schemas.ts';
import { action } from './socket/action.ts';
import { subscribe } from './subscribe.ts';

export const handler = action({
  schema: Subscribe,
  work: ({ connection, body }) => subscribe(connection, body.since),
});

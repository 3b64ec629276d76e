import { Subscribe } from './message-schemas.ts';
import { requireProtocol } from './require-protocol.ts';
import { action } from './socket/action.ts';
import { subscribe } from './subscribe.ts';

export const handler = action({
  schema: Subscribe,
  work: ({ connection, body: { since, protocol } }) => {
    requireProtocol(protocol);
    return subscribe(connection, since);
  },
});

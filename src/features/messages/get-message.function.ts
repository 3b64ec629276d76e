import { actorOf } from '../../access/actor.ts';
import { perDoor } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { current } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { getMessage } from '../../table/message.ts';
import { messagePath, ReadHeaders } from './request.ts';
import { MessageView, messageView } from './schemas.ts';

export const route = perDoor(
  (door) =>
    ({
      summary: 'Read a message',
      auth: 'door',
      request: { path: messagePath(door), headers: ReadHeaders },
      success: {
        200: { description: 'The message', body: MessageView, headers: ['etag'] },
        304: { description: 'The version in If-None-Match is current', headers: ['etag'] },
      },
      refusals: ['not-found'],
    }) satisfies Route,
);

export const handler = endpoint(route, async ({ caller, path, headers }) => {
  const { boardId } = await actorOf(caller);
  return current(messageView(await getMessage({ boardId, id: path.messageId })), headers['if-none-match']);
});

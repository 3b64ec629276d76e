import { CHANGE_REFUSALS } from '../../access/right.ts';
import { perDoor } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { versionsOf } from '../../lambda/http/entity-tag.ts';
import { current } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { editMessage } from './change-message.ts';
import { ChangeHeaders, messagePath } from './request.ts';
import { MessagePatch, MessageView, messageView } from './schemas.ts';

export const route = perDoor(
  (door) =>
    ({
      summary: 'Edit a message',
      description:
        'JSON Merge Patch (RFC 7396): absent members stay, null removes. With If-Match, the edit is refused if the message has changed since; without it, the last edit wins.',
      auth: 'door',
      request: { path: messagePath(door), headers: ChangeHeaders, body: MessagePatch },
      success: { 200: { description: 'The updated message', body: MessageView, headers: ['etag'] } },
      refusals: CHANGE_REFUSALS[door],
    }) satisfies Route,
);

export const handler = endpoint(route, async ({ caller, path, headers, body }) => {
  const permission = { editToken: headers['edit-token'], versions: versionsOf(headers['if-match']) };
  return current(messageView(await editMessage(caller, path.messageId, body, permission)));
});

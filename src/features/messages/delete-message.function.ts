import { CHANGE_REFUSALS } from '../../access/right.ts';
import { perDoor } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { versionsOf } from '../../lambda/http/entity-tag.ts';
import { noContent } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { deleteMessage } from './change-message.ts';
import { ChangeHeaders, messagePath } from './request.ts';

export const route = perDoor(
  (door) =>
    ({
      summary: 'Delete a message',
      auth: 'door',
      request: { path: messagePath(door), headers: ChangeHeaders },
      success: { 204: { description: 'The message is gone' } },
      refusals: CHANGE_REFUSALS[door],
    }) satisfies Route,
);

export const handler = endpoint(route, async ({ caller, path, headers }) => {
  const permission = { editToken: headers['edit-token'], versions: versionsOf(headers['if-match']) };
  await deleteMessage(caller, path.messageId, permission);
  return noContent();
});

import type { Door } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { versionsOf } from '../http/entity-tag.ts';
import { gone } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { ChangeHeaders, messagePath } from '../schemas/request.ts';
import { deleteMessage } from '../usecases/delete-message.ts';
import { CHANGE_REFUSALS } from '../usecases/right.ts';

export const route = (door: Door) =>
  ({
    summary: 'Delete a message',
    request: { path: messagePath(door), headers: ChangeHeaders },
    success: { 204: { description: 'The message is gone' } },
    refusals: CHANGE_REFUSALS[door],
  }) satisfies Route;

export const handler = endpoint(route, async ({ caller, path, headers }) => {
  const permission = { editToken: headers['edit-token'], versions: versionsOf(headers['if-match']) };
  await deleteMessage(caller, path.messageId, permission);
  return gone();
});

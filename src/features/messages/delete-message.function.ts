import { CHANGE_REFUSALS } from '../../access/right.ts';
import type { Door } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { versionsOf } from '../../lambda/http/entity-tag.ts';
import { gone } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { deleteMessage } from './change-message.ts';
import { ChangeHeaders, messagePath } from './request.ts';

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

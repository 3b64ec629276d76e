import { PUBLIC_BOARD } from '../domain/message.ts';
import { endpoint } from '../http/endpoint.ts';
import { versionsOf } from '../http/entity-tag.ts';
import { gone } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { ChangeHeaders, MessagePath } from '../schemas/request.ts';
import { deleteMessage } from '../usecases/delete-message.ts';

export const route = {
  summary: 'Delete a message',
  request: { path: MessagePath, headers: ChangeHeaders },
  success: { 204: { description: 'The message is gone' } },
  refusals: ['edit-token-missing', 'edit-token-wrong', 'not-found', 'version-mismatch'],
} satisfies Route;

export const handler = endpoint(route, async ({ path, headers }) => {
  const permission = { editToken: headers['edit-token'], versions: versionsOf(headers['if-match']) };
  await deleteMessage({ boardId: PUBLIC_BOARD, id: path.messageId }, permission);
  return gone();
});

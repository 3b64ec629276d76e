import { digestOf } from '../domain/edit-token.ts';
import { Refusal } from '../domain/refusal.ts';
import type { MessageGuard } from '../table/message-guard.ts';

/** What a caller brings to change a message: its edit token, and the versions that the change was made for. */
export type Permission = { editToken?: string | undefined; versions?: readonly number[] | undefined };

/** The guard of the write. @throws Refusal `edit-token-missing` */
export const guardOf = ({ editToken, versions }: Permission): MessageGuard => {
  if (!editToken) {
    throw new Refusal(
      'edit-token-missing',
      'Send the header Edit-Token with the editToken that was returned when the message was posted.',
    );
  }
  return { editDigest: digestOf(editToken), versions };
};

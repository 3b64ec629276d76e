import { type Created, create } from '../../access/once.ts';
import { placeGuard, quotaOf } from '../../access/quota.ts';
import type { Contact } from '../../domain/contact.ts';
import { PUBLIC_BOARD } from '../../domain/message.ts';
import type { QuotaState } from '../../domain/quota.ts';
import { putContactWrite } from '../../table/contact.ts';

/**
 * Keeps a message to whoever runs the whiteboard; it is mailed afterwards. It counts as a post on the public wall does.
 * @param address the IP address that it came from
 * @throws Refusal `quota-exceeded`, `idempotency-key-reused`, `unavailable`
 */
export const postContact = async (
  address: string,
  content: Omit<Contact, 'id'>,
  key?: string,
): Promise<Created<Contact> & { quota?: QuotaState | undefined }> => {
  const quota = quotaOf({ kind: 'anonymous', boardId: PUBLIC_BOARD, address });
  const made = await create(
    key === undefined ? undefined : { scope: 'post-contact', key, payload: content },
    { answer: ({ id }) => ({ id, ...content }), writes: ({ id }) => [putContactWrite({ id, ...content })] },
    quota && placeGuard(quota),
  );
  return { ...made, quota };
};

import { create } from '../../access/create.ts';
import { placeGuard, quotaOf } from '../../access/quota.ts';
import { PUBLIC_BOARD } from '../../domain/message.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { RATE_LIMIT_HEADERS, rateLimit } from '../../lambda/http/rate-limit.ts';
import { accepted, replayed } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { PostHeaders } from '../../lambda/schemas/request.ts';
import { putContactWrite } from '../../table/contact.ts';
import { ContactView, contactView, NewContact } from './schemas.ts';

export const route = {
  summary: 'Write to the operator',
  description: 'The message is stored. If the operator has configured a mail address, it is also mailed.',
  auth: 'none',
  request: { headers: PostHeaders, body: NewContact },
  success: {
    202: {
      description: 'The message is stored',
      body: ContactView,
      headers: ['idempotent-replayed', ...RATE_LIMIT_HEADERS],
    },
  },
  refusals: ['idempotency-key-reused', 'quota-exceeded'],
} satisfies Route;

/** It counts towards the same quota as a post on the public wall. */
export const handler = endpoint(route, async ({ address, headers, body }) => {
  const key = headers['idempotency-key'];
  const quota = quotaOf({ kind: 'anonymous', boardId: PUBLIC_BOARD, address });
  const posted = await create(
    key === undefined ? undefined : { scope: 'post-contact', key, payload: body },
    { answer: ({ id }) => ({ id, ...body }), writes: ({ id }) => ({ contact: putContactWrite({ id, ...body }) }) },
    quota && placeGuard(quota),
  );
  return accepted(contactView(posted.created), { ...replayed(posted), ...rateLimit(quota) });
});

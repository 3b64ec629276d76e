import { endpoint } from '../../lambda/http/endpoint.ts';
import { RATE_LIMIT_HEADERS, rateLimit } from '../../lambda/http/rate-limit.ts';
import { accepted, replayed } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { PostHeaders } from '../../lambda/schemas/request.ts';
import { postContact } from './post-contact.ts';
import { ContactView, contactView, NewContact } from './schemas.ts';

export const route = {
  summary: 'Write to whoever runs this',
  description: 'It is kept, and then mailed where a mail address for it is configured.',
  request: { headers: PostHeaders, body: NewContact },
  success: {
    202: { description: 'It is kept', body: ContactView, headers: ['idempotent-replayed', ...RATE_LIMIT_HEADERS] },
  },
  refusals: ['idempotency-key-reused', 'quota-exceeded'],
} satisfies Route;

export const handler = endpoint(route, async ({ address, headers, body }) => {
  const posted = await postContact(address, body, headers['idempotency-key']);
  return accepted(contactView(posted.created), { ...replayed(posted), ...rateLimit(posted.quota) });
});

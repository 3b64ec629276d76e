import { endpoint } from '../http/endpoint.ts';
import { RATE_LIMIT_HEADERS, rateLimit } from '../http/rate-limit.ts';
import { accepted, replayed } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { ContactView, contactView, NewContact } from '../schemas/contact.ts';
import { PostHeaders } from '../schemas/request.ts';
import { postContact } from '../usecases/post-contact.ts';

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

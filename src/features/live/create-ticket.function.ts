import { perDoor } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { reachedAs } from '../../lambda/http/reached-as.ts';
import { created } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { messagesPath } from '../messages/request.ts';
import { live } from './config.ts';
import { createTicket } from './create-ticket.ts';
import { NewTicket, TicketView, ticketView } from './schemas.ts';

export const route = perDoor(
  (door) =>
    ({
      summary: 'Get a ticket for live updates',
      description: 'Valid for one connection within a minute. docs/live-protocol.md describes the protocol.',
      auth: 'door',
      request: { path: messagesPath(door), body: NewTicket },
      success: { 201: { description: 'The ticket', body: TicketView } },
      refusals: [],
    }) satisfies Route,
);

export const handler = endpoint(route, async ({ caller, body, host }) =>
  created(undefined, ticketView(reachedAs(live().url, host), await createTicket(caller, body.name))),
);

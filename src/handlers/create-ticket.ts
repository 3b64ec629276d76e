import type { Door } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { reachedAs } from '../http/reached-as.ts';
import { created } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { live } from '../live/config.ts';
import { NewTicket, TicketView, ticketView } from '../schemas/live.ts';
import { messagesPath } from '../schemas/request.ts';
import { createTicket } from '../usecases/live/create-ticket.ts';

export const route = (door: Door) =>
  ({
    summary: 'Get a ticket for live updates',
    description: 'Good for one connection within a minute. docs/live-protocol.md tells what follows.',
    request: { path: messagesPath(door), body: NewTicket },
    success: { 201: { description: 'The ticket', body: TicketView } },
    refusals: [],
  }) satisfies Route;

export const handler = endpoint(route, async ({ caller, body, host }) =>
  created(undefined, ticketView(reachedAs(live.url, host), await createTicket(caller, body.name))),
);

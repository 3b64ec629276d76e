import middy, { type MiddlewareObj } from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { prepare } from '../../environment.ts';
import { addressOf, callerOf, DOORS, doorOf, userOf } from './caller.ts';
import { jsonBody } from './json-body.ts';
import { problemDetails } from './problem.ts';
import { requestLog } from './request-log.ts';
import type { Response } from './responses.ts';
import { type AskedBy, type Route, type Routes, routeAt, type ValidRequest } from './route.ts';
import { validation } from './validation.ts';

/** A Lambda handler behind HTTP API routes. */
export type Endpoint = (event: APIGatewayProxyEventV2, context: Context) => Promise<Response>;

/** The input of a handler: the valid request, its sender and its address. */
export type Request<R extends Routes> = ValidRequest<R> &
  AskedBy<R> & {
    /** The path. */
    url: string;
    /** As given by API Gateway: in AWS, a domain name of the API. */
    host: string | undefined;
    /** The IP address of the sender. */
    address: string;
  };

/** @throws Refusal `unauthenticated` */
const askedBy = (event: APIGatewayProxyEventV2, { auth }: Route): object => {
  if (auth === 'none') return {};
  return auth === 'user' ? { user: userOf(event) } : { caller: callerOf(event) };
};

/** Answers HEAD like GET, without the content. Source: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2 */
const headWithoutBody = (): MiddlewareObj<APIGatewayProxyEventV2, Response> => {
  const cut: middy.MiddlewareFn<APIGatewayProxyEventV2, Response> = ({ event, response }) => {
    if (event.requestContext.http.method !== 'HEAD' || !response) return;
    delete response.body;
    delete response.isBase64Encoded;
  };
  return { after: cut, onError: cut };
};

/** A function reads a body at all of its doors or at none. */
const readsBody = (routes: Routes): boolean => DOORS.some((door) => routeAt(routes, door).request.body !== undefined);

/**
 * The middy stack of every HTTP function. On the way in: normalise header names (`sam local` capitalises them), parse
 * the body if the route has one, validate. On the way out, in reverse order: turn an error into a problem, answer it,
 * remove the body of an answer to HEAD, log the request.
 */
export const endpoint = <R extends Routes>(
  routes: R,
  answer: (request: Request<R>) => Response | Promise<Response>,
): Endpoint => {
  prepare();
  return middy<APIGatewayProxyEventV2, Response>()
    .use(requestLog())
    .use(headWithoutBody())
    .use(httpErrorHandler({ logger: false }))
    .use(problemDetails())
    .use(httpHeaderNormalizer())
    .use(readsBody(routes) ? jsonBody() : [])
    .use(validation(routes))
    .handler(async (event: APIGatewayProxyEventV2 & { valid: ValidRequest<R> }) =>
      answer({
        ...event.valid,
        ...askedBy(event, routeAt(routes, doorOf(event.routeKey))),
        url: event.rawPath,
        host: event.requestContext.domainName,
        address: addressOf(event),
      } as Request<R>),
    ) as Endpoint;
};

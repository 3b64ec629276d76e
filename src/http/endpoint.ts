import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { jsonBody } from './json-body.ts';
import { problemDetails } from './problem.ts';
import { requestLog } from './request-log.ts';
import type { Response } from './responses.ts';
import type { RequestSchemas, Route, ValidRequest } from './route.ts';
import { validation } from './validation.ts';

/** A Lambda handler behind an HTTP API route. */
export type Endpoint = (event: APIGatewayProxyEventV2, context: Context) => Promise<Response>;

/**
 * The middy stack of every HTTP function. On the way in: normalise header names (`sam local` capitalises them), parse
 * the body where the route takes one, validate. On the way out, in the opposite order: describe the problem, answer
 * it, write the request's log line.
 */
export const endpoint = <S extends RequestSchemas>(
  { request }: Route & { request: S },
  answer: (request: ValidRequest<S>) => Response | Promise<Response>,
): Endpoint =>
  middy<APIGatewayProxyEventV2, Response>()
    .use(requestLog())
    .use(httpErrorHandler({ logger: false }))
    .use(problemDetails())
    .use(httpHeaderNormalizer())
    .use(request.body ? jsonBody() : [])
    .use(validation(request))
    .handler(async (event: APIGatewayProxyEventV2 & { valid: ValidRequest<S> }) => answer(event.valid)) as Endpoint;

import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { Refusal, type RefusalCode } from '../../domain/refusal.ts';
import type { ProblemSchema } from './problem-schema.ts';
import { rateLimit } from './rate-limit.ts';
import { NO_SNIFFING } from './responses.ts';
import { STATUS } from './status.ts';

/** RFC 9457 problem details. `code` is the stable name of the problem; `requestId` finds the log lines. */
export type Problem = z.infer<typeof ProblemSchema> & { code: RefusalCode | 'internal-error' };

const UNEXPECTED = 'The request could not be served. Send it again, and if it fails again, report its requestId.';

/** Turns errors of middy into refusals of this API; undefined for unexpected errors. */
const asRefusal = (error: unknown): Refusal | undefined => {
  if (error instanceof Refusal) return error;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new Refusal('unavailable', 'The request took too long. It may or may not have been carried out.');
  }
  return undefined;
};

/** The problem details of a failed request. They contain nothing of an unexpected error. */
export const problemOf = (error: unknown, instance: string, requestId: string): Problem => {
  const refusal = asRefusal(error);
  const code = refusal?.code ?? 'internal-error';
  const { status, title } = STATUS[code];
  return {
    type: `urn:problem-type:whiteboard:${code}`,
    title,
    status,
    detail: refusal?.message ?? UNEXPECTED,
    instance,
    code,
    requestId,
    ...(refusal && refusal.errors.length > 0 ? { errors: [...refusal.errors] } : {}),
  };
};

/** The headers of an exceeded quota: the time to wait (seconds), and its state. */
const quotaHeaders = (error: unknown): Record<string, string> => {
  const quota = error instanceof Refusal ? error.quota : undefined;
  return quota ? { 'retry-after': String(quota.secondsLeft), ...rateLimit(quota) } : {};
};

/** An error that `@middy/http-error-handler` answers: its message is the body. `cause` is the original error. */
class ProblemAnswer extends Error {
  readonly expose = true;
  readonly statusCode: number;
  readonly headers: Record<string, string>;

  constructor(problem: Problem, cause: unknown) {
    super(JSON.stringify(problem), { cause });
    this.statusCode = problem.status;
    this.headers = {
      ...STATUS[problem.code].headers,
      ...quotaHeaders(cause),
      ...NO_SNIFFING,
      'Content-Type': 'application/problem+json',
    };
  }
}

/** The original error behind an answer, for the log. */
export const thrown = (error: unknown): unknown => (error instanceof ProblemAnswer ? error.cause : error);

/**
 * Turns any error into one that `@middy/http-error-handler` answers as `application/problem+json`.
 * Source: https://www.rfc-editor.org/rfc/rfc9457
 */
export const problemDetails = (): MiddlewareObj<APIGatewayProxyEventV2> => ({
  onError: (request) => {
    const problem = problemOf(request.error, request.event.rawPath, request.context.awsRequestId);
    request.error = new ProblemAnswer(problem, request.error);
  },
});

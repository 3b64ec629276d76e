import { randomUUID } from 'node:crypto';
import { type Service, ServiceError, type ServiceRequest, type ServiceResponse } from '../aws-api/service.ts';
import { isArnOf, isQualifierOf } from '../template/lambda/function.ts';
import type { StackEnvironment } from '../template/resources/reader.ts';
import { invokeAsynchronously } from './invoke-asynchronously.ts';
import type { FunctionPool, Invocation } from './pool.ts';

/** The functions that are deployed at one time, by logical id, and where they seem to run. */
export type DeployedFunctions = { pools: Map<string, FunctionPool>; environment: StackEnvironment };

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * AWS Lambda as far as functions are invoked. Here a function may be called by its logical id as well.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const createLambda =
  (functions: DeployedFunctions): Service =>
  (request) => {
    const [, name] = INVOCATIONS.exec(request.path) ?? [];
    if (name === undefined || request.method !== 'POST') return undefined;
    return answer(() => invoke(decodeURIComponent(name), request, functions));
  };

const answer = async (run: () => Promise<ServiceResponse>): Promise<ServiceResponse> => {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, status } = error;
    return response(status, JSON.stringify({ Type: 'User', Message: message }), { 'x-amzn-errortype': code });
  }
};

const response = (status: number, body: string, headers: Record<string, string> = {}): ServiceResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers },
  body,
});

const invoke = async (
  name: string,
  { headers, body, query }: ServiceRequest,
  functions: DeployedFunctions,
): Promise<ServiceResponse> => {
  const pool = named(name, query.get('Qualifier'), functions);
  const event = parseEvent(body.toString());
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type === 'DryRun') return response(204, '');
  if (type === 'Event') {
    void invokeAsynchronously(pool, event);
    return response(202, '');
  }
  if (type !== 'RequestResponse') {
    throw new ServiceError('InvalidParameterValueException', `There is no invocation type ${type}.`);
  }
  const lines: string[] = [];
  // As long as an invocation of its own may take, it waits for room.
  const outcome = await pool.invoke(event, pool.lambda.timeout * 1_000, (line) => lines.push(line));
  const answered = toResponse(outcome, pool);
  if (headers['x-amz-log-type'] !== 'Tail') return answered;
  return { ...answered, headers: { ...answered.headers, 'x-amz-log-result': tail(lines) } };
};

const TAIL_BYTES = 4_096;

/** The end of what was logged, in Base64. */
const tail = (lines: string[]): string =>
  Buffer.from(lines.map((line) => `${line}\n`).join(''))
    .subarray(-TAIL_BYTES)
    .toString('base64');

/** By name, logical id, ARN or the end of one, with or without a qualifier. @throws ServiceError */
const named = (name: string, qualifier: string | null, { pools, environment }: DeployedFunctions): FunctionPool => {
  const found = [...pools.values()].find(({ lambda }) => {
    const prefix = `arn:aws:lambda:${environment.region}:`;
    const arn = /^\d+:function:/.test(name) ? `${prefix}${name}` : name;
    if (isArnOf(arn, lambda, environment)) return true;
    const [plain = '', own = '$LATEST'] = name.split(':');
    return [lambda.name, lambda.logicalId].includes(plain) && isQualifierOf(own, lambda);
  });
  if (found !== undefined && isQualifierOf(qualifier ?? '$LATEST', found.lambda)) return found;
  const names = [...pools.values()].map(({ lambda }) => lambda.name).join(', ') || 'none';
  const asked = qualifier === null ? name : `${name}:${qualifier}`;
  throw new ServiceError('ResourceNotFoundException', `There is no function ${asked}; the runner has ${names}.`, 404);
};

/** Nothing stands for an empty object. @throws ServiceError */
const parseEvent = (text: string): unknown => {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidRequestContentException', 'The event is not JSON.');
  }
};

const toResponse = (outcome: Invocation, { lambda }: FunctionPool): ServiceResponse => {
  const executed = { 'x-amz-executed-version': '$LATEST' };
  const failed = (error: object) =>
    response(200, JSON.stringify(error), { ...executed, 'x-amz-function-error': 'Unhandled' });
  switch (outcome.type) {
    case 'result':
      return response(200, outcome.payload, executed);
    case 'failed': {
      const { errorType, errorMessage, stackTrace } = outcome.error;
      return failed({ errorType, errorMessage, trace: stackTrace });
    }
    case 'timed-out': {
      const errorMessage = `Task timed out after ${lambda.timeout.toFixed(2)} seconds`;
      return failed({ errorType: 'Sandbox.Timedout', errorMessage });
    }
    case 'event-too-large':
      throw new ServiceError('RequestTooLargeException', 'The event is larger than 6 MB.', 413);
    default:
      throw new ServiceError('TooManyRequestsException', 'All execution environments of the function are busy.', 429);
  }
};

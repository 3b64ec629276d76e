import { protocolOf, signedService } from './protocol.ts';
import { refusal } from './refusal.ts';
import type { ServiceRequest, ServiceResponse } from './service.ts';

type Asked = Pick<ServiceRequest, 'method' | 'path' | 'headers' | 'body'>;

/** The answer to a request for a service, or in a protocol, that the runner does not have. */
export const unknownOperation = (request: Asked): ServiceResponse => {
  const service = signedService(request.headers) ?? 'such service';
  const message =
    `The local runner has no ${service} (${operationOf(request)}) at this endpoint, ` +
    'only SQS in its JSON protocol and SES v2; leave the endpoint URL out for other services.';
  return refusal(request.headers, 'unknown-operation', message);
};

/** `SNS.Publish`, `Publish`, `GET /my-bucket`: as the request's protocol names it. */
const operationOf = ({ method, path, headers, body }: Asked): string => {
  switch (protocolOf(headers)) {
    case 'json':
      return nameIn(headers['x-amz-target']);
    case 'ec2':
    case 'query':
      return nameIn(new URLSearchParams(body.toString()).get('Action'));
    default:
      return `${method} ${path.slice(0, LONGEST_PATH)}`;
  }
};

const LONGEST_PATH = 200;

const nameIn = (value: unknown): string =>
  /^[\w.]{1,100}$/.test(String(value)) ? String(value) : 'an operation without a name';

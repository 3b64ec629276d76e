import type { IncomingHttpHeaders } from 'node:http';

/**
 * How a service of AWS is spoken to.
 * https://smithy.io/2.0/aws/protocols/index.html
 */
export type Protocol = 'cbor' | 'ec2' | 'json' | 'query' | 'rest-json' | 'rest-xml';

/** The services that are spoken to in REST and XML, by the names that requests are signed with. */
const REST_XML = ['cloudfront', 'route53', 's3', 's3-object-lambda', 's3express'];

/** The protocol of a request, by its head alone. What shows none is REST and JSON, as most services are. */
export const protocolOf = (headers: IncomingHttpHeaders): Protocol => {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (headers['x-amz-target'] !== undefined) return 'json';
  const service = signedService(headers);
  if (service !== undefined && REST_XML.includes(service)) return 'rest-xml';
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return 'rest-json';
  return service === 'ec2' ? 'ec2' : 'query';
};

/**
 * The service that a request is signed for: `sns`. Undefined for a request without a signature.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export const signedService = ({ authorization = '' }: IncomingHttpHeaders): string | undefined =>
  /\bCredential=[^/\s]+\/\d{8}\/(?:[\w-]+\/)?([\w-]+)\/aws4_request\b/.exec(authorization)?.[1];

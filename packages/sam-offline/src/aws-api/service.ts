import type { IncomingHttpHeaders } from 'node:http';

export type ServiceRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
};

export type ServiceResponse = { status: number; headers: Record<string, string>; body: string | Buffer };

/** One of AWS's services as far as applications call it. Undefined for a request that is another service's. */
export type Service = (request: ServiceRequest) => Promise<ServiceResponse> | undefined;

/** What a service answers when it does not do what it was asked for. */
export class ServiceError extends Error {
  /** As the service's API reference has it: `QueueDoesNotExist`. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

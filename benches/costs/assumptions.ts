/**
 * Values that cannot be measured without AWS. The durations are the authors' assumptions for warm functions; flags of the
 * command override those in `ASSUMED`.
 */
export type Assumptions = {
  /** Billed milliseconds of a function that answers a request or a message. */
  requestMs: number;
  /** Billed milliseconds of a function behind the stream, without its deliveries. */
  batchMs: number;
  /** Billed milliseconds to deliver one message to one connection, in the function behind the stream. */
  deliveryMs: number;
  architecture: 'x86_64' | 'arm64';
};

export const ASSUMED: Assumptions = { requestMs: 20, batchMs: 40, deliveryMs: 1, architecture: 'x86_64' };

/** Bytes of Lambda's two log lines per invocation, `platform.start` and `platform.report`, in JSON. An assumption. */
export const PLATFORM_LOG_BYTES = 650;
/** Bytes of a line of the HTTP API's access log, in the template's format. An assumption. */
export const ACCESS_LOG_BYTES = 300;
/** Bytes of the HTTP API's answer to a post, with headers. An assumption. */
export const ANSWER_BYTES = 1_000;

/**
 * X-Ray's sampling per function, if no service before Lambda has sampled the request:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export const TRACED_EACH_SECOND = 1;
export const TRACED_OF_THE_REST = 0.05;

/**
 * Lambda's pollers of an empty queue. With a maximum concurrency there are never fewer than five:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html. It is an assumption that each of
 * them waits as long as SQS allows.
 */
export const POLLERS = 5;
export const POLL_SECONDS = 20;

export const MONTH_SECONDS = 30 * 24 * 60 * 60;
/** Rule L4 of docs/live-protocol.md. */
export const PING_SECONDS = 15;
export const CONNECTION_SECONDS = 2 * 60 * 60;

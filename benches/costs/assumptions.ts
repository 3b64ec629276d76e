/**
 * What cannot be measured without AWS. The durations are assumptions of the authors, for functions that are warm; flags of
 * the command override what stands first.
 */
export type Assumptions = {
  /** Billed milliseconds of a function that answers a request or a message. */
  requestMs: number;
  /** Of one behind the stream, without its deliveries. */
  batchMs: number;
  /** Of the delivery of one message to one connection, in the function behind the stream. */
  deliveryMs: number;
  architecture: 'x86_64' | 'arm64';
};

export const ASSUMED: Assumptions = { requestMs: 20, batchMs: 40, deliveryMs: 1, architecture: 'x86_64' };

/** The two lines that Lambda logs of each invocation, `platform.start` and `platform.report`, in JSON. An assumption. */
export const PLATFORM_LOG_BYTES = 650;
/** A line of the HTTP API's access log, in the format of the template. An assumption. */
export const ACCESS_LOG_BYTES = 300;
/** An answer of the HTTP API to a post, with its headers. An assumption. */
export const ANSWER_BYTES = 1_000;

/** X-Ray's sampling of what is not sampled before Lambda, for each function: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
export const TRACED_EACH_SECOND = 1;
export const TRACED_OF_THE_REST = 0.05;

/**
 * Lambda's pollers of a queue in which nothing is. With a maximum concurrency there are never fewer than five of them:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html. That each of them waits as long as SQS lets it is
 * an assumption.
 */
export const POLLERS = 5;
export const POLL_SECONDS = 20;

export const MONTH_SECONDS = 30 * 24 * 60 * 60;
/** Rule L4 of docs/live-protocol.md. */
export const PING_SECONDS = 15;
export const CONNECTION_SECONDS = 2 * 60 * 60;

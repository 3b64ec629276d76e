import * as sqsModel from '@aws-sdk/client-sqs';
import { askPython } from './python.ts';

/** Of an operation: its parameters, the error that botocore tells (none for a success), and how it is sent. */
export type Case = [
  operation: string,
  params: object,
  code?: string | null,
  how?: { signed?: boolean; headers?: object },
];
type Answer = {
  code: string | null;
  shape: string | null;
  status: number;
  message: string | null;
  modeled: boolean;
  modeledStatus: number | null;
  problems: string[];
};

/**
 * What any operation may answer, as the body has it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
const COMMON: Record<string, number> = {
  AccessDeniedException: 403,
  InternalFailure: 500,
  InvalidParameterValueException: 400,
  MissingAuthenticationTokenException: 403,
  MissingRequiredParameterException: 400,
  RequestEntityTooLargeException: 413,
  SerializationException: 400,
  UnknownOperationException: 404,
};

/** SQS's API reference has 400 for each of its errors, and calls one that is common by another name. */
const SQS_STATUS: Record<string, number> = { UnknownOperationException: 400 };

/** The status that an error has to have; undefined for one that the operation must not answer with. */
const statusOf = (service: string, { shape, modeled, modeledStatus }: Answer): number | null | undefined => {
  // Of DynamoDB's, botocore's model has none.
  if (['sqs', 'dynamodb'].includes(service) && modeled) return 400;
  if (modeled) return modeledStatus;
  return (service === 'sqs' ? SQS_STATUS : COMMON)[shape ?? ''] ?? COMMON[shape ?? ''];
};

/** Beside the class of an error the SDK exports its schema, and botocore has none of what that says: SQS's older codes. */
const queryCode = (shape: string): string | undefined =>
  (sqsModel as unknown as Record<string, { 3: { awsQueryError?: string[] } }>)[`${shape}$`]?.[3].awsQueryError?.[0];

/** What is wrong with an answer, in words. */
const faults = (service: string, [operation, , code = null]: Case, answer: Answer): string[] => {
  const { shape, status, message, problems } = answer;
  if (shape === null) return code === null ? problems : [`${operation}: no ${code}`];
  const expected = service === 'sqs' ? (queryCode(shape) ?? code) : code;
  const wrong = [
    code !== answer.code && `${answer.code} (${message}) instead of ${code}`,
    expected !== answer.code && `${answer.code} instead of ${expected}, which the SDK's model has`,
    status !== statusOf(service, answer) && `${shape} with the status ${status}`,
    !message && `${shape} without a message`,
  ];
  return wrong.filter((fault) => fault !== false).map((fault) => `${operation}: ${fault}`);
};

export const check = async (service: string, endpoint: string, cases: Case[]): Promise<void> => {
  const calls = cases.map(([operation, params, , how]) => ({ service, operation, params, endpoint, ...how }));
  const answers = await askPython<Answer[]>('aws_calls.py', calls);
  expect(answers).toHaveLength(cases.length);
  expect(answers.flatMap((answer, n) => faults(service, cases[n] as Case, answer))).toEqual([]);
};

/** Those that no client of AWS on this machine sends. */
export const strangers = (operation: string, params: object, denied: string): Case[] => [
  [operation, params, 'MissingAuthenticationTokenException', { signed: false }],
  [operation, params, denied, { headers: { origin: 'http://evil.example' } }],
  [operation, params, denied, { headers: { host: 'evil.example' } }],
];

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type ConsumedCapacity, capacityChannel } from '../../src/observability.ts';
import { functionFile } from '../../tools/functions.ts';
import { startDatabase } from './database.ts';
import { MAIL } from './grants.ts';
import { withPermissionsOf } from './permissions.ts';
import { httpEvent, lambdaContext, type TestRequest } from './request.ts';

/** A handler's answer, its body parsed. */
export type Answer = { status: number; headers: Record<string, string>; body: Record<string, unknown> };

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** The environment that the template gives its functions, against the database of a test; without quotas of posts. */
export const functionEnvironment = (endpoint: string, tableName: string): Record<string, string> => ({
  TABLE_NAME: tableName,
  NEWEST_MESSAGES: '3',
  POSTS_PER_MINUTE_PER_PERSON: '0',
  POSTS_PER_MINUTE_PER_LINK: '0',
  POSTS_PER_MINUTE_PER_ADDRESS: '0',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  BOARD_REMOVALS_URL: 'http://localhost/000000000000/BoardRemovals',
  MAILS_URL: 'http://localhost/000000000000/Mails',
  QUEUE_URL: 'http://localhost/000000000000/Mails',
  RETRY_SECONDS: '0',
  OWNER_EMAIL: MAIL.OwnerEmail,
  SENDER_EMAIL: MAIL.SenderEmail,
  LIVE_ENDPOINT: 'http://localhost/live',
  CHANGES_RETENTION_HOURS: '24',
});

/** Parses JSON; other text stays unchanged, and a missing body is empty. */
const bodyOf = ({ body = '', headers = {} }: APIGatewayProxyStructuredResultV2): Answer['body'] => {
  if (body === '') return {};
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return /json$/.test(String(type)) ? JSON.parse(body) : (body as unknown as Answer['body']);
};

/**
 * Invokes a real function in this process, with only the rights on the table from template.yaml, and checks that its
 * answer is documented.
 */
export const invoke = async (functionName: string, request: TestRequest): Promise<Answer> => {
  const { handler } = (await import(functionFile(functionName))) as { handler: Handler };
  const result = await withPermissionsOf(functionName, () => handler(httpEvent(request), lambdaContext()));
  const headers = Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const answer = {
    status: result.statusCode ?? 200,
    headers: Object.fromEntries(headers),
    body: bodyOf(result),
  };
  globalThis.outside.assertDocumented(request.method ?? 'GET', request.path ?? '/', answer);
  return answer;
};

/** The consumed capacity of the operations inside `action`, one entry each. */
export const capacityOf = async (action: () => Promise<unknown>): Promise<ConsumedCapacity[]> => {
  const seen: ConsumedCapacity[] = [];
  const listen = (message: unknown) => seen.push(message as ConsumedCapacity);
  capacityChannel.subscribe(listen);
  try {
    await action();
  } finally {
    capacityChannel.unsubscribe(listen);
  }
  return seen;
};

/**
 * A new embedded database with the template's table for the whole test file, and captured logs: `logged` has the lines
 * of a test. Call it once in a file, because a function's client keeps its first endpoint.
 */
export const useWhiteboard = () => {
  const state = { endpoint: '', tableName: '', logged: [] as unknown[], stop: async (): Promise<void> => undefined };
  beforeAll(async () => {
    Object.assign(state, await startDatabase());
    Object.assign(process.env, functionEnvironment(state.endpoint, state.tableName));
    for (const level of ['info', 'error'] as const) {
      jest.spyOn(console, level).mockImplementation((...entry: unknown[]) => void state.logged.push(...entry));
    }
  });
  beforeEach(() => {
    state.logged = [];
  });
  afterAll(() => state.stop());
  return state;
};

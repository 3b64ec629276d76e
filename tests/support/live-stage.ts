import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCAL } from 'sam-offline/dynamodb/client';
import { Gateway, Stage } from 'sam-offline/http-api';
import type { Invocable, Invocation } from 'sam-offline/lambda';
import { openIssuer } from 'sam-offline/oidc';
import { localIssuer, localWebSocketEndpoint } from 'sam-offline/project';
import type { Application, LambdaFunction } from 'sam-offline/template';
import { waitFor } from 'sam-offline/testing/wait-for';
import { WebSocketGateway, webSocketStage } from 'sam-offline/websocket-api';
import type { StreamConsumer } from '../../src/lambda/consumers/stream.ts';
import { functionFile } from '../../tools/functions.ts';
import { project } from './local-project.ts';
import { withPermissionsOf } from './permissions.ts';
import { lambdaContext } from './request.ts';
import { openStream, recordsFor } from './stream.ts';
import { resolvedTemplate } from './template.ts';

/** The part of an event that describes the request. */
type Event = { headers?: Record<string, string>; body?: string; requestContext: { routeKey: string } };

/** A call of a function, with its request and answer; `body` and `answer` are parsed. */
type Called = {
  name: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  answer: Record<string, unknown> | undefined;
};

type Handler = (event: object, context: object) => Promise<{ body?: string } | undefined>;

const parsed = (text: string | undefined): Record<string, unknown> => (text ? JSON.parse(text) : {});

const nameOf = ({ codeUri }: LambdaFunction): string => codeUri.replace(/^dist\/|\/$/g, '');

/** The functions, called in this process, each with only its permissions in template.yaml. */
const functionsHere = () => {
  const calls: Called[] = [];
  const errors: unknown[] = [];
  /** Replaces calls to a function, which then does not run. */
  const outcomes = new Map<string, Invocation>();
  /** Called once, before a function works. */
  const before = new Map<string, () => unknown>();
  const running = new Set<Promise<Invocation>>();
  const run = async (name: string, event: unknown): Promise<Invocation> => {
    const sent = JSON.parse(JSON.stringify(event)) as Event;
    const call: Called = { name, headers: sent.headers ?? {}, body: parsed(sent.body), answer: undefined };
    calls.push(call);
    const instead = outcomes.get(name);
    if (instead) return instead;
    const first = before.get(name);
    before.delete(name);
    await first?.();
    try {
      const { handler } = (await import(functionFile(name))) as { handler: Handler };
      const result = await withPermissionsOf(name, () => handler(sent, lambdaContext()));
      call.answer = parsed(result?.body);
      return { type: 'result', payload: JSON.stringify(result ?? null) };
    } catch (error) {
      errors.push(error);
      return { type: 'failed', error: { errorType: 'Error', errorMessage: String(error), stackTrace: [] } };
    }
  };
  const invoke = (name: string) => async (event: unknown) => {
    const invocation = run(name, event);
    running.add(invocation);
    return invocation.finally(() => running.delete(invocation));
  };
  const pools = ({ functions }: Application): Map<string, Invocable> =>
    new Map(functions.map((lambda) => [lambda.logicalId, { lambda, invoke: invoke(nameOf(lambda)) }]));
  return { running, calls, errors, outcomes, before, pools };
};

/** The same application without live updates: it has no route for tickets. */
const withoutTickets = (application: Application): Application => ({
  ...application,
  functions: application.functions.filter((lambda) => nameOf(lambda) !== 'create-ticket'),
});

const HOUR = 3_600_000;

/** The gateways of both APIs, and of another HTTP API for an application without live updates. */
const openGateways = async (logError: (text: string) => void) => {
  let connections = 0;
  const shared = { log: () => undefined, logError };
  const [http, httpWithoutLive] = [new Gateway(shared), new Gateway(shared)];
  const webSockets = new WebSocketGateway({
    ...shared,
    accessKeyIds: [LOCAL.credentials.accessKeyId],
    lifetimes: { idleMs: HOUR, lifetimeMs: 2 * HOUR },
    log: ({ method, status }) => {
      if (method === 'CONNECT' && status === 101) connections += 1;
      if (method === 'DISCONNECT') connections -= 1;
    },
  });
  const all = [http, httpWithoutLive, webSockets];
  const [port = 0, portWithoutLive = 0, webSocketPort = 0] = await Promise.all(
    all.map((server) => server.listen(0, '127.0.0.1')),
  );
  return {
    ...{ http, port, httpWithoutLive, portWithoutLive, webSockets, webSocketPort },
    connections: () => connections,
    close: () => Promise.all(all.map((server) => server.close(1_000))),
  };
};

const startStage = async (table: { endpoint: string; tableName: string }) => {
  const { running, calls, errors, outcomes, before, pools } = functionsHere();
  const gateways = await openGateways((text) => void errors.push(text));
  const keyFolder = mkdtempSync(join(tmpdir(), 'whiteboard-stage-'));
  const issuer = await openIssuer({
    url: localIssuer(gateways.port),
    audience: project.audience,
    application: project.slug,
    folder: keyFolder,
  });
  const webSocketEndpoint = localWebSocketEndpoint(gateways.webSocketPort);
  const limits = { ThrottlingRateLimit: '100000', ThrottlingBurstLimit: '100000' };
  const application = resolvedTemplate(limits, {
    databaseUrl: table.endpoint,
    issuer: issuer.url,
    webSocketEndpoint,
  });
  gateways.http.stage = new Stage(application, pools(application), { issuer });
  gateways.httpWithoutLive.stage = new Stage(withoutTickets(application), pools(application), { issuer });
  gateways.webSockets.stage = webSocketStage(application, pools(application));
  Object.assign(process.env, { LIVE_ENDPOINT: `${webSocketEndpoint}/live` });
  const stream = await openStream(table);
  const isForFanOut = recordsFor(application, 'fan-out');
  return {
    calls,
    errors,
    outcomes,
    before,
    /** Of the HTTP API, and of one without live updates. */
    url: issuer.url.replace('localhost', '127.0.0.1'),
    urlWithoutLive: `http://127.0.0.1:${gateways.portWithoutLive}`,
    /** The folder of the key for tokens. */
    keyFolder,
    connections: gateways.connections,
    /** Resolves when nobody is connected, and no function is running. */
    idle: () => waitFor('the end of all connections', () => gateways.connections() === 0 && running.size === 0),
    /** Runs the function behind the stream with all changes since the last time. */
    deliver: async (): Promise<void> => {
      const records = (await stream.next()).filter(isForFanOut);
      const { handler } = (await import('../../src/features/live/fan-out.function.ts')) as { handler: StreamConsumer };
      if (records.length > 0) await withPermissionsOf('fan-out', () => handler({ Records: records }, lambdaContext()));
    },
    /** Drops all changes until now, and forgets the calls. */
    forget: async (): Promise<void> => {
      await stream.next();
      calls.length = 0;
    },
    stop: async (): Promise<void> => {
      stream.close();
      await gateways.close();
      rmSync(keyFolder, { recursive: true });
    },
  };
};

/** The gateways of this process with the functions behind them. */
export type LiveStage = Awaited<ReturnType<typeof startStage>>;

/**
 * Serves both APIs of template.yaml over the database of a test, by real HTTP and real WebSockets. Changes of a board
 * reach its connections when the test calls `deliver`. Call it once in a file, after `useWhiteboard`, and before the
 * first handler is imported.
 */
export const useLiveStage = (table: { endpoint: string; tableName: string }): LiveStage => {
  const state = {} as LiveStage;
  beforeAll(async () => Object.assign(state, await startStage(table)));
  afterEach(() => {
    state.outcomes.clear();
    state.before.clear();
    expect(state.errors).toEqual([]);
  });
  afterAll(() => state.stop());
  return state;
};

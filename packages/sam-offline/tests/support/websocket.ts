import { join } from 'node:path';
import { LOCAL } from '../../src/aws-api/identity.ts';
import type { AccessLogEntry } from '../../src/gateway/access-log.ts';
import { deploy } from '../../src/lambda/deployment.ts';
import { readApplication } from '../../src/template/application.ts';
import { WebSocketGateway } from '../../src/websocket-api/gateway.ts';
import { webSocketStage } from '../../src/websocket-api/stage.ts';
import { PATIENCE_MS, waitFor } from '../../testing/wait-for.ts';
import { supplied } from './local-project.ts';

export const WEBSOCKET_FIXTURE = join(__dirname, 'fixtures', 'websocket', 'template.yaml');

const HOUR = 3_600_000;

/** An event as a function of the fixture got it. */
type LoggedEvent = {
  requestContext: { routeKey: string; connectionId: string; connectedAt: number };
  [part: string]: unknown;
};

/** The WebSocket fixture, as the gateway of this process serves it. */
export type ServedWebSockets = {
  /** `http://localhost:<port>/live`: of the management API, and with `ws:` of the stage. */
  url: string;
  gateway: WebSocketGateway;
  access: AccessLogEntry[];
  /** The events that functions have logged, in the order of their ends. */
  events: LoggedEvent[];
  errors: string[];
  /** Waits until all connections have ended, and forgets what has been logged. */
  forget(): Promise<void>;
  /** Deploys the fixture once more, as a reload does. */
  redeploy(): void;
  stop(): Promise<void>;
};

/** Serves the WebSocket fixture. @param now epoch milliseconds, for a test that lets time pass */
export const serveWebSockets = async (
  parameters: Record<string, string> = {},
  now?: () => number,
): Promise<ServedWebSockets> => {
  const [access, events, errors]: [AccessLogEntry[], LoggedEvent[], string[]] = [[], [], []];
  let connected = 0;
  const gateway = new WebSocketGateway({
    accessKeyIds: [LOCAL.credentials.accessKeyId],
    lifetimes: { idleMs: HOUR / 6, lifetimeMs: 2 * HOUR },
    log: (entry) => {
      access.push(entry);
      if (entry.method === 'CONNECT' && entry.status === 101) connected += 1;
      if (entry.method === 'DISCONNECT') connected -= 1;
    },
    logError: (text) => errors.push(text),
    ...(now && { now }),
  });
  const webSocketEndpoint = `http://localhost:${await gateway.listen(0, '127.0.0.1')}`;
  const log = (_name: string, level: string, line: string) => {
    if (level === 'INFO') events.push(JSON.parse(line).message);
  };
  const release = () => {
    const application = readApplication({
      template: WEBSOCKET_FIXTURE,
      parameters: new Map(Object.entries(parameters)),
      region: 'eu-north-1',
      ...supplied({ webSocketEndpoint }),
    });
    const deployment = deploy(application, { accessKeyId: 'local', secretAccessKey: 'local' }, log);
    gateway.stage = webSocketStage(application, deployment.pools);
    return deployment;
  };
  const deployments = [release()];
  return {
    url: `${webSocketEndpoint}/live`,
    gateway,
    access,
    events,
    errors,
    forget: async () => {
      await waitFor('the end of all connections', () => connected === 0);
      for (const list of [access, events]) list.length = 0;
    },
    redeploy: () => void deployments.push(release()),
    stop: async () => {
      // As long as its `$disconnect` functions take.
      await gateway.close(PATIENCE_MS);
      await Promise.all(deployments.map((deployment) => deployment.terminate()));
    },
  };
};

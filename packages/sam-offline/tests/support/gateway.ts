import { connect } from 'node:net';
import { join } from 'node:path';
import type { AccessLogEntry } from '../../src/gateway/access-log.ts';
import { Gateway } from '../../src/http-api/server.ts';
import { Stage } from '../../src/http-api/stage.ts';
import { deploy } from '../../src/lambda/deployment.ts';
import { readApplication } from '../../src/template/application.ts';

export const FIXTURE = join(__dirname, 'fixtures', 'application', 'template.yaml');

/** The fixture application, as the gateway of this process serves it. */
export type ServedFixture = {
  url: string;
  port: number;
  access: AccessLogEntry[];
  /** `<level> <function> <line>` */
  functionLog: string[];
  errors: string[];
  stop(): Promise<void>;
};

/** Serves the fixture application over HTTP, without a database. @param parameters values for its template */
export const serveFixture = async (parameters: Record<string, string> = {}): Promise<ServedFixture> => {
  const application = readApplication({
    template: FIXTURE,
    parameters: new Map(Object.entries(parameters)),
    region: 'eu-north-1',
    databaseUrl: 'http://database.invalid',
  });
  const [access, functionLog, errors]: [AccessLogEntry[], string[], string[]] = [[], [], []];
  const deployment = deploy(application, { accessKeyId: 'key', secretAccessKey: 'secret' }, (name, level, line) =>
    functionLog.push(`${level} ${name} ${line}`),
  );
  const gateway = new Gateway({
    stage: new Stage(application, deployment.pools),
    log: (entry) => access.push(entry),
    logError: (text) => errors.push(text),
  });
  const port = await gateway.listen(0, '127.0.0.1');
  const stop = async () => {
    await gateway.close(1_000);
    await deployment.terminate();
  };
  return { url: `http://127.0.0.1:${port}`, port, access, functionLog, errors, stop };
};

/** Sends raw bytes, and returns everything that comes back until the other side closes. */
export const sendRaw = (port: number, data: string | Buffer): Promise<string> =>
  new Promise((resolve) => {
    let received = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.end(data));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });

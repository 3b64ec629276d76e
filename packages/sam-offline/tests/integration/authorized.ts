import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localIssuer } from 'sam-offline/project';
import type { AccessLogEntry } from '../../src/gateway/access-log.ts';
import { Gateway } from '../../src/http-api/server.ts';
import { Stage } from '../../src/http-api/stage.ts';
import { deploy } from '../../src/lambda/deployment.ts';
import { openIssuer } from '../../src/oidc/issuer.ts';
import { readApplication } from '../../src/template/application.ts';
import { FIXTURES, supplied } from '../support/local-project.ts';

const AUTHORIZED = join(FIXTURES, 'authorized', 'template.yaml');

export type ServedAuthorized = {
  /** Also the issuer's. */
  url: string;
  port: number;
  /** Where the issuer's key is. */
  folder: string;
  access: AccessLogEntry[];
  errors: string[];
  stop(): Promise<void>;
};

type Options = {
  /** Epoch milliseconds, as the authorizer sees it. */
  now?: () => number;
  /** Values for parameters of the template. */
  parameters?: Record<string, string>;
};

/** Serves the fixture with JWT authorizers and an issuer of its own, in this process. */
export const serveAuthorized = async ({ now = Date.now, parameters = {} }: Options = {}): Promise<ServedAuthorized> => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-issuer-'));
  const [access, errors]: [AccessLogEntry[], string[]] = [[], []];
  const gateway = new Gateway({ log: (entry) => access.push(entry), logError: (text) => errors.push(text) });
  const port = await gateway.listen(0, '127.0.0.1');
  const url = localIssuer(port);
  const application = readApplication({
    template: AUTHORIZED,
    parameters: new Map(Object.entries(parameters)),
    region: 'eu-north-1',
    ...supplied({ issuer: url }),
  });
  const deployment = deploy(application, { accessKeyId: 'key', secretAccessKey: 'secret' }, () => undefined);
  const issuer = await openIssuer({ url, folder, audience: 'fixture', application: 'fixture' });
  gateway.stage = new Stage(application, deployment.pools, { issuer, now });
  const stop = async () => {
    await gateway.close(1_000);
    await deployment.terminate();
    rmSync(folder, { recursive: true });
  };
  return { url, port, folder, access, errors, stop };
};

/** A request with a token (none when it is undefined). */
export const callWith = (url: string, token: string | undefined, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { ...init, headers: { ...init.headers, ...(token !== undefined && { authorization: token }) } });

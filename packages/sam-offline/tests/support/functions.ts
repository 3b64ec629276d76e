import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deploy } from '../../src/lambda/deployment.ts';
import type { IdleLimits } from '../../src/lambda/idle-environments.ts';
import { readApplication } from '../../src/template/application.ts';

/** Functions of a template that lies outside the project, without a gateway. */
export type DeployedFunctions = {
  /** The folder of the template. A function's code is in the folder of its name. */
  folder: string;
  /** What a function returns. @throws Error with its error, `<type>: <message>` */
  invoke(name: string, event?: unknown): Promise<unknown>;
  remove(): Promise<void>;
};

/** @param functions the files of each, by its name; `index.handler` is what is called */
export const deployFunctions = (
  functions: Record<string, Record<string, string>>,
  limits?: IdleLimits,
): DeployedFunctions => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-application-'));
  for (const [name, files] of Object.entries(functions)) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), text);
    }
  }
  const template = join(folder, 'template.yaml');
  writeFileSync(template, templateOf(Object.keys(functions)));
  const application = readApplication({ template, parameters: new Map(), region: 'eu-north-1', databaseUrl: '' });
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const deployment = deploy(application, credentials, () => undefined, limits);
  return {
    folder,
    invoke: async (name, event = {}) => {
      const outcome = await deployment.pools.get(name)?.invoke(event, 10_000);
      if (outcome?.type === 'result') return JSON.parse(outcome.payload);
      if (outcome?.type !== 'failed') throw new Error(outcome?.type);
      throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
    },
    remove: async () => {
      await deployment.terminate();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const templateOf = (names: string[]): string =>
  JSON.stringify({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: Object.fromEntries(
      names.map((name) => [
        name,
        {
          Type: 'AWS::Serverless::Function',
          Properties: { CodeUri: name, Handler: 'index.handler', Runtime: 'nodejs24.x', MemorySize: 256, Timeout: 30 },
        },
      ]),
    ),
  });

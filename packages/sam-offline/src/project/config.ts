/** What runs on this machine beside the application, for the parameters of its template. URLs have no slash at their end. */
export type LocalValues = {
  /** Where DynamoDB answers: `http://127.0.0.1:8000`. */
  databaseUrl: string;
  /** The runner's own OpenID issuer: `http://localhost:3000`. */
  issuer: string;
  /** The audience of that issuer's tokens. */
  audience: string;
  /** Where SQS, SES and Lambda answer. */
  servicesUrl: string;
  /** The WebSocket API without its stage: `http://localhost:3001`. */
  webSocketEndpoint: string;
};

/** Why something is built: an application starts, or what it is built of has changed. */
export type BuildOccasion = 'start' | 'change';

/** What sam-offline is told of a project, in the file `sam-offline.config.ts` beside the template. All of it may be left out. */
export type SamOfflineConfig = {
  /** How messages call the application: `Whiteboard is running at …`. Default: `Application`. */
  name?: string;
  /** What `--version` prints. Default: the version of sam-offline. */
  version?: string;
  /** Whether the project has npm scripts with the names of the commands. Messages then name `npm run queues`, not `sam-offline queues`. */
  npmScripts?: boolean;
  /** The template, relative to this file. Default: `template.yaml`. */
  template?: string;
  /** The folder of data, mails and signing key, beside the template. Default: `.sam-offline`. */
  dataFolder?: string;
  /** The data file in that folder. Default: `data.db`. */
  databaseFile?: string;
  /** The audience of the tokens, which is the only OAuth client too. Default: the name in lower case. */
  audience?: string;
  /** Values for parameters of the template, by name. Those that it does not declare are left out; `--parameter` comes first. */
  parameters?: (local: LocalValues) => Record<string, string>;
  /** Brings the functions' code up to date, before the start and after each change. Default: the code is served as it lies there. */
  build?: (occasion: BuildOccasion) => Promise<unknown>;
  /** The folders of what `build` reads, relative to this file: they are watched. Default: `src`. Without `build`, each `CodeUri` is watched. */
  watch?: string[];
  /** The JSON body of the POST request that the banner suggests. Default: `{}`. */
  exampleBody?: object;
};

/**
 * Types a configuration: `export default defineConfig({ name: 'Shop', watch: ['src'], build })`.
 * @returns what it was given
 */
export const defineConfig = (config: SamOfflineConfig): SamOfflineConfig => config;

import { resolve } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import type { LocalValues, SamOfflineConfig } from './config.ts';

/** A configuration with its defaults, and paths that are absolute. */
export type Project = Required<Omit<SamOfflineConfig, 'build' | 'watch'>> & {
  build: SamOfflineConfig['build'];
  /** Undefined where nothing is built: then the folders of the functions are watched. */
  watch: string[] | undefined;
  /** The name as part of other names: `whiteboard`. */
  slug: string;
  /** Whose version `version` is. */
  versionOf: string;
};

/** @param folder that the paths in the configuration are relative to */
export const projectOf = (config: SamOfflineConfig, folder: string): Project => {
  const { name = 'Application', build, watch = ['src'] } = config;
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    version: manifest.version,
    versionOf: config.version === undefined ? manifest.name : name,
    npmScripts: false,
    dataFolder: '.sam-offline',
    databaseFile: 'data.db',
    audience: slug,
    parameters: () => ({}),
    exampleBody: {},
    ...config,
    name,
    slug,
    template: resolve(folder, config.template ?? 'template.yaml'),
    build,
    watch: build && watch.map((path) => resolve(folder, path)),
  };
};

/** The runner's own issuer while it listens on `port` of this machine. */
export const localIssuer = (port: number): string => `http://localhost:${port}`;

/** Base URL of the runner's own WebSocket API on `port` of this machine; a stage comes below it. */
export const localWebSocketEndpoint = (port = 3001): string => `http://localhost:${port}`;

/** What a template is read with: values for its parameters, and where the services are. Any address does for what nobody calls. */
export const suppliedBy = (project: Project, known: Partial<LocalValues>) => {
  const local = {
    databaseUrl: 'http://127.0.0.1',
    issuer: localIssuer(3000),
    audience: project.audience,
    servicesUrl: 'http://127.0.0.1',
    webSocketEndpoint: localWebSocketEndpoint(),
    ...known,
  };
  return { ...local, stackName: project.slug, supplied: project.parameters(local) };
};

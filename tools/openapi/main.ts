import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectOf, suppliedBy } from 'sam-offline/project';
import { readApplication, routesOf } from 'sam-offline/template';
import manifest from '../../package.json' with { type: 'json' };
import config from '../../sam-offline.config.ts';
import { doorOf } from '../../src/lambda/http/caller.ts';
import { type Routes, routeAt } from '../../src/lambda/http/route.ts';
import { functionFile } from '../functions.ts';
import { runGenerator } from '../generated.ts';
import { type DocumentedRoute, openApiDocument } from './document.ts';

const root = join(import.meta.dirname, '..', '..');

const FILE = 'docs/openapi.json';
const WHAT = 'the routes of template.yaml with the contracts of their handlers';

/** Handlers read their environment when they are loaded; none of them is called here. */
const ENVIRONMENT = {
  TABLE_NAME: 'none',
  NEWEST_MESSAGES: '3',
  POSTS_PER_MINUTE_PER_PERSON: '0',
  POSTS_PER_MINUTE_PER_LINK: '0',
  POSTS_PER_MINUTE_PER_ADDRESS: '0',
  LIVE_ENDPOINT: 'http://localhost/live',
  CHANGES_RETENTION_HOURS: '24',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
};

const documentedRoutes = async (): Promise<DocumentedRoute[]> => {
  const application = readApplication({
    template: join(root, 'template.yaml'),
    parameters: new Map(),
    region: 'us-east-1',
    ...suppliedBy(projectOf(config, root), {}),
  });
  const perFunction = application.functions.map(async (lambda) => {
    const routes = routesOf([lambda]);
    if (routes.length === 0) return [];
    const name = lambda.codeUri.replace(/^dist\/|\/$/g, '');
    const { route } = (await import(pathToFileURL(functionFile(name)).href)) as { route: Routes };
    return routes.map(({ routeKey, authorizer }) => ({
      routeKey,
      route: routeAt(route, doorOf(routeKey)),
      signedIn: authorizer !== 'NONE',
    }));
  });
  return (await Promise.all(perFunction)).flat();
};

await runGenerator({ files: FILE, script: 'openapi', what: WHAT }, async () => {
  Object.assign(process.env, ENVIRONMENT);
  return { [FILE]: `${JSON.stringify(openApiDocument(await documentedRoutes(), manifest.version), null, 2)}\n` };
});

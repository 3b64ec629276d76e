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
  return { [FILE]: `${JSON.stringify(openApiDocument(await documentedRoutes(), manifest.version), null, 2)}\n` };
});

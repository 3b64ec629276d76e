import { readFileSync } from 'node:fs';
import { condition, NO_VALUE, resolve, type Scope } from '../../local/template/intrinsics.ts';
import { readParameters } from '../../local/template/parameters.ts';
import { isMap, parseTemplate, type RawMap } from '../../local/template/parse.ts';

const template = parseTemplate(readFileSync('template.yaml', 'utf8'), 'template.yaml');
const { Parameters, Conditions, Mappings, Resources, Globals } = template as Record<string, RawMap | undefined>;

const PSEUDO = new Map<string, unknown>([
  ['AWS::NoValue', NO_VALUE],
  ...['AccountId', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map((name): [string, string] => [
    `AWS::${name}`,
    name,
  ]),
]);

type Resource = { Type: string; Condition?: string; Properties: RawMap };

/** A stack of template.yaml as its parameters make it in AWS, with made-up names for what is made. */
export const stackWith = (given: Record<string, string>) => {
  const names = new Map([...PSEUDO, ...readParameters(Parameters ?? {}, new Map(Object.entries(given)))]);
  const resourceOf = (id: string): Resource | undefined => {
    const resource = Resources?.[id.split('.')[0] ?? ''] as Resource | undefined;
    const needed = resource?.Condition;
    return needed === undefined || condition(needed, scope, id) ? resource : undefined;
  };
  const scope: Scope = {
    reference: (name, path) => {
      const resource = resourceOf(name);
      // Of these alone, the name is one that a parameter gives.
      if (resource?.Type === 'AWS::Cognito::UserPoolDomain') return resolve(resource.Properties.Domain, scope, path);
      return names.get(name) ?? (resource && `<${name}>`);
    },
    attribute: (id, name) => resourceOf(id) && `<${id}.${name}>`,
    conditions: Conditions ?? {},
    mappings: Mappings ?? {},
  };
  return {
    /** The functions: what Lambda keeps with a version of each, and the version's description. */
    functions: () =>
      Object.entries(Resources as unknown as Record<string, Resource>)
        .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
        .map(([id, { Properties }]) => ({
          id,
          settings: resolve(settingsOf(Properties), scope, id),
          description: String(resolve(Properties.VersionDescription, scope, id)),
        })),
  };
};

/** Of a function, what is not the deployment's, the events' or the role's own. */
const settingsOf = (own: RawMap): RawMap => {
  const { AutoPublishAlias, DeploymentPreference, ...shared } = (Globals?.Function ?? {}) as RawMap;
  const { AutoPublishAliasAllProperties, Events, Policies, RecursiveLoop, Role, VersionDescription, ...rest } = own;
  return merge(shared, rest);
};

/** As SAM merges the globals in: maps by their keys, anything else by the function's own. */
const merge = (shared: RawMap, own: RawMap): RawMap =>
  Object.fromEntries(
    Object.keys({ ...shared, ...own }).map((key) => {
      const [low, high] = [shared[key], own[key]];
      return [key, isMap(low) && isMap(high) ? merge(low, high) : (high ?? low)];
    }),
  );

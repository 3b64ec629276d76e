import { condition, isMap, NO_VALUE, type RawMap, readParameters, resolve, type Scope } from 'sam-offline/template';
import type { WrittenTemplate } from './written-template.ts';

const PSEUDO = new Map<string, unknown>([
  ['AWS::NoValue', NO_VALUE],
  ...['AccountId', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map((name): [string, string] => [
    `AWS::${name}`,
    name,
  ]),
]);

type Resource = { Type: string; Condition?: string; Properties: RawMap };
type Sections = { [Section in 'Parameters' | 'Conditions' | 'Mappings']: RawMap } & {
  Globals: { Function: RawMap };
  Resources: Record<string, Resource>;
};

/** A stack of a template as its parameters make it in AWS, with made-up names for what is made. */
export const stackOf = (template: WrittenTemplate, given: Record<string, string>) => {
  const { Parameters, Conditions, Mappings, Resources, Globals } = template as unknown as Sections;
  const names = new Map([...PSEUDO, ...readParameters(Parameters, new Map(Object.entries(given)))]);
  const resourceOf = (id: string): Resource | undefined => {
    const resource = Resources[id.split('.')[0] ?? ''];
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
    conditions: Conditions,
    mappings: Mappings,
  };
  return {
    /** A value of the template with its intrinsics resolved. @param path of it, for errors */
    resolved: (value: unknown, path: string): unknown => resolve(value, scope, path),
    /** The functions: what Lambda keeps with a version of each, and the version's description. */
    functions: () =>
      Object.entries(Resources)
        .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
        .map(([id, { Properties }]) => ({
          id,
          settings: resolve(settingsOf(Properties, Globals.Function), scope, id),
          description: String(resolve(Properties.VersionDescription, scope, id)),
        })),
  };
};

/** Of a function, what is not the deployment's, the events' or the role's own. */
const settingsOf = (own: RawMap, globals: RawMap): RawMap => {
  const { AutoPublishAlias, DeploymentPreference, ...shared } = globals;
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

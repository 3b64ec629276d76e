import { Failure } from '../failure.ts';
import { Fields } from './fields.ts';
import { isIntrinsic } from './intrinsics.ts';
import { isMap, type RawMap } from './parse.ts';
import type { Support } from './support.ts';

/** The resource types that a section of Globals applies to. */
const SECTIONS: Record<string, string> = {
  Function: 'AWS::Serverless::Function',
  HttpApi: 'AWS::Serverless::HttpApi',
  WebSocketApi: 'AWS::Serverless::WebSocketApi',
};

const SECTION_NAMES = Object.keys(SECTIONS);

/** Properties of these resources that SAM does not take in Globals. */
const NOT_GLOBAL: Record<string, string[]> = {
  Function: ['Events', 'FunctionName', 'Policies', 'Role', 'VersionDescription'],
  HttpApi: ['Description', 'Name', 'StageName'],
  WebSocketApi: ['Auth', 'Description', 'Name', 'Routes', 'StageName'],
};

const note = (name: string): string =>
  `the properties of \`${SECTIONS[name]}\` but ${NOT_GLOBAL[name]?.map((property) => `\`${property}\``).join(', ')}`;

/** Each section takes most of what the resources of its type take. */
export const GLOBALS: Support = {
  honours: Object.fromEntries(SECTION_NAMES.map((name) => [name, note(name)])),
};

/** @throws Failure for a section that isn't understood, and for a property that belongs to one resource */
export const checkGlobals = (globals: RawMap): void => {
  const fields = new Fields('Globals', globals).only('Globals', GLOBALS);
  for (const name of fields.names()) {
    const section = fields.requiredSection(name);
    const wrong = NOT_GLOBAL[name]?.find((property) => section.has(property));
    if (wrong !== undefined) throw section.wrong(wrong, 'is a property that SAM does not take in Globals');
  }
};

/**
 * A resource's properties with those of Globals below them, merged as SAM does: maps key by key, lists one after the
 * other (the global one first), and anything else replaced by the resource's own.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export const withGlobals = (type: string, properties: RawMap, globals: RawMap): RawMap => {
  const section = SECTION_NAMES.find((name) => SECTIONS[name] === type);
  const shared = section === undefined ? undefined : globals[section];
  if (shared === undefined || shared === null) return properties;
  if (!isMap(shared)) throw new Failure(`Globals.${section} must be a map.`);
  return mergeMaps(shared, properties);
};

const mergeMaps = (global: RawMap, own: RawMap): RawMap => {
  const merged: RawMap = { ...global };
  for (const [key, value] of Object.entries(own)) merged[key] = merge(global[key], value);
  return merged;
};

const merge = (global: unknown, own: unknown): unknown => {
  if (Array.isArray(global) && Array.isArray(own)) return [...global, ...own];
  if (!isMap(global) || !isMap(own) || isIntrinsic(global) || isIntrinsic(own)) return own;
  return mergeMaps(global, own);
};

import { readFileSync } from 'node:fs';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Response = { $ref?: string; headers?: Record<string, unknown>; content?: Record<string, { schema: object }> };
type Operation = { responses: Record<string, Response> };
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object; responses: Record<string, Response> };
};

/** An answer as a client sees it; header names in lower case. */
type SeenAnswer = { status: number; headers: Record<string, string>; body: unknown };

const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: 'document', components: document.components });

const compiled = new Map<object, ValidateFunction>();
const validator = (schema: object): ValidateFunction => {
  const known = compiled.get(schema);
  if (known) return known;
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'));
  const made = ajv.compile(absolute);
  compiled.set(schema, made);
  return made;
};

const patterns = Object.keys(document.paths).map((template): [string, RegExp] => [
  template,
  new RegExp(`^${template.replace(/\./g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
]);

/** The documented operation of a request; undefined without a route. A path without parameters comes first. */
export const operationOf = (method: string, path: string): Operation | undefined => {
  const found = patterns.find(([template]) => template === path) ?? patterns.find(([, pattern]) => pattern.test(path));
  return found && document.paths[found[0]]?.[method.toLowerCase()];
};

/**
 * Fails unless docs/openapi.json allows this answer: the status and its content type are listed, the body matches its
 * schema, and the headers are present.
 */
export const assertDocumented = (method: string, path: string, { status, headers, body }: SeenAnswer): void => {
  const operation = operationOf(method, path);
  if (!operation) throw new Error(`docs/openapi.json has no ${method} ${path}`);
  const listed = operation.responses[status];
  const response = listed?.$ref ? document.components.responses[listed.$ref.split('/').at(-1) ?? ''] : listed;
  if (!response) throw new Error(`docs/openapi.json does not list ${status} for ${method} ${path}`);
  if (method === 'HEAD' || !response.content) return;
  const type = headers['content-type'] ?? '';
  const content = response.content[type];
  if (!content)
    throw new Error(`docs/openapi.json has no ${type || 'body without type'} for ${status} of ${method} ${path}`);
  const validate = validator(content.schema);
  if (!validate(body)) {
    throw new Error(`${status} of ${method} ${path} is not as documented: ${ajv.errorsText(validate.errors)}`);
  }
};

import * as z from 'zod';

/** A JSON Schema in the dialect of OpenAPI 3.1. */
export type JsonSchema = { [key: string]: unknown };

const REF = '#/components/schemas/';

const rewrite = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' ? [key, String(inner).replace('#/$defs/', REF)] : [key, rewrite(inner)],
    ),
  );
};

/** zod writes a date-time as a pattern of several lines; the format means the same. */
const withoutDatePattern = ({ jsonSchema }: { jsonSchema: JsonSchema }): void => {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
};

const sorted = (named: Record<string, JsonSchema>) =>
  Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Collects the named parts of a document: schemas with `.meta({ id })`, and responses that operations share. */
export class Components {
  readonly #schemas: Record<string, JsonSchema> = {};
  readonly #responses: Record<string, JsonSchema> = {};

  /** A schema as it is written in the document: a reference if it has a name. `io` is the side of its transforms. */
  use(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const options = { io, unrepresentable: 'any', override: withoutDatePattern } as const;
    const { $schema, $defs, ...json } = z.toJSONSchema(schema, options) as JsonSchema;
    for (const [name, { id, ...definition }] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
      this.#schemas[name] = rewrite(definition) as JsonSchema;
    }
    return rewrite(json) as JsonSchema;
  }

  /** A reference to a response; `make` creates it the first time. */
  response(name: string, make: () => JsonSchema): JsonSchema {
    this.#responses[name] ??= make();
    return { $ref: `#/components/responses/${name}` };
  }

  /** All parts that have been referred to. */
  named() {
    return { schemas: sorted(this.#schemas), responses: sorted(this.#responses) };
  }
}

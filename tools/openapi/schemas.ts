import * as z from 'zod';

/** A JSON Schema, as OpenAPI 3.1 takes it. */
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

/** zod spells a date-time out as a pattern of several lines; the format says the same. */
const withoutDatePattern = ({ jsonSchema }: { jsonSchema: JsonSchema }): void => {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
};

const sorted = (named: Record<string, JsonSchema>) =>
  Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Collects what a document refers to by name: schemas with `.meta({ id })`, and responses of several operations. */
export class Components {
  readonly #schemas: Record<string, JsonSchema> = {};
  readonly #responses: Record<string, JsonSchema> = {};

  /** A schema for a place in the document: a reference where it has a name. `io` is the side of its transforms. */
  use(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const options = { io, unrepresentable: 'any', override: withoutDatePattern } as const;
    const { $schema, $defs, ...json } = z.toJSONSchema(schema, options) as JsonSchema;
    for (const [name, { id, ...definition }] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
      this.#schemas[name] = rewrite(definition) as JsonSchema;
    }
    return rewrite(json) as JsonSchema;
  }

  /** A reference to a response; `make` is asked for it the first time. */
  response(name: string, make: () => JsonSchema): JsonSchema {
    this.#responses[name] ??= make();
    return { $ref: `#/components/responses/${name}` };
  }

  /** Everything that was referred to. */
  named() {
    return { schemas: sorted(this.#schemas), responses: sorted(this.#responses) };
  }
}

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

/** Collects the named schemas (`.meta({ id })`) that a document refers to. */
export class Components {
  readonly schemas: Record<string, JsonSchema> = {};

  /** A schema for a place in the document: a reference where it has a name. `io` is the side of its transforms. */
  use(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const options = { io, unrepresentable: 'any', override: withoutDatePattern } as const;
    const { $schema, $defs, ...json } = z.toJSONSchema(schema, options) as JsonSchema;
    for (const [name, { id, ...definition }] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
      this.schemas[name] = rewrite(definition) as JsonSchema;
    }
    return rewrite(json) as JsonSchema;
  }
}

import * as z from 'zod';

/** A wrong field, and where it is. */
const FieldErrorSchema = z.union([
  z.strictObject({ detail: z.string(), pointer: z.string().meta({ description: 'RFC 6901, into the body' }) }),
  z.strictObject({ detail: z.string(), parameter: z.string().meta({ description: 'Of query or path' }) }),
  z.strictObject({ detail: z.string(), header: z.string() }),
]);

/** Problem details (https://www.rfc-editor.org/rfc/rfc9457), as every function answers what it refuses. */
export const ProblemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'What is wrong, and what to do' }),
    instance: z.string().meta({ description: 'The path that was asked for' }),
    code: z.string().meta({ description: 'Stable name of what is wrong' }),
    requestId: z.string().meta({ description: 'Finds the log lines of the request' }),
    errors: z.array(FieldErrorSchema).min(1).optional(),
  })
  .meta({ id: 'Problem' });

/** What API Gateway itself answers: no route, too many requests, a body over 10 MB, a function that failed. */
export const GatewayErrorSchema = z.strictObject({ message: z.string() }).meta({ id: 'GatewayError' });

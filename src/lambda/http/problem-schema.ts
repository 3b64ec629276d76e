import * as z from 'zod';

/** An invalid field, and its place. */
const FieldErrorSchema = z.union([
  z.strictObject({ detail: z.string(), pointer: z.string().meta({ description: 'RFC 6901 pointer into the body' }) }),
  z.strictObject({
    detail: z.string(),
    parameter: z.string().meta({ description: 'Name of a query or path parameter' }),
  }),
  z.strictObject({ detail: z.string(), header: z.string() }),
]);

/** Problem details (https://www.rfc-editor.org/rfc/rfc9457), the answer of every function to a refused request. */
export const ProblemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'What is wrong, and what to do' }),
    instance: z.string().meta({ description: 'The path of the request' }),
    code: z.string().meta({ description: 'Stable name of the problem' }),
    requestId: z.string().meta({ description: 'Finds the log lines of the request' }),
    errors: z.array(FieldErrorSchema).min(1).optional(),
  })
  .meta({ id: 'Problem' });

/** An error of API Gateway itself: no route, too many requests, a body over 10 MB, a failed function. */
export const GatewayErrorSchema = z.strictObject({ message: z.string() }).meta({ id: 'GatewayError' });

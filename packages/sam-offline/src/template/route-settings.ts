import type { Fields } from './fields.ts';
import type { Support } from './support.ts';

/** Throttling of one route or of all: `rate` in requests per second, `burst` in requests. Undefined: not limited. */
export type RouteSettings = { rate: number | undefined; burst: number | undefined };

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export const ROUTE_SETTINGS = {
  honours: { ThrottlingRateLimit: true, ThrottlingBurstLimit: true },
  ignores: { 'CloudWatch metrics': ['DetailedMetricsEnabled'] },
} satisfies Support;

/** Those of a route of either kind of API. */
export const routeSettings = (fields: Fields): RouteSettings => ({
  rate: fields.number('ThrottlingRateLimit', { min: 0 }),
  burst: fields.integer('ThrottlingBurstLimit', { min: 0 }),
});

import type { Fields } from './fields.ts';

/** Throttling of one route or of all: `rate` in requests per second, `burst` in requests. Undefined: not limited. */
export type RouteSettings = { rate: number | undefined; burst: number | undefined };

/**
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
 * @param type whose settings they are, for what has no local effect
 */
export const routeSettings = (fields: Fields, type = 'AWS::Serverless::HttpApi route settings'): RouteSettings => {
  fields.only(type, ['ThrottlingRateLimit', 'ThrottlingBurstLimit']);
  return {
    rate: fields.number('ThrottlingRateLimit', { min: 0 }),
    burst: fields.integer('ThrottlingBurstLimit', { min: 0 }),
  };
};

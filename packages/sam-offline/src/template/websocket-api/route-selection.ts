import type { Fields } from '../fields.ts';

/** The members of a message's JSON that lead to its route key: `$request.body.action` is `['action']`. */
export type RouteSelection = string[];

/**
 * AWS takes any JSONPath after `$request.body.`; here it is names, one in the other.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
 */
export const routeSelection = (properties: Fields): RouteSelection => {
  const text = properties.requiredText('RouteSelectionExpression');
  const [, plain, braced] = /^\$(?:request\.body\.([\w.-]+)|\{request\.body\.([\w.-]+)\})$/.exec(text) ?? [];
  const members = (plain ?? braced)?.split('.');
  if (members === undefined || members.includes('')) {
    throw properties.wrong('RouteSelectionExpression', `is ${text}; the local runner honours $request.body.<name>`);
  }
  return members;
};

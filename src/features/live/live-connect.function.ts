import { connect } from './connect.ts';
import { lifecycle } from './socket/lifecycle.ts';

export const handler = lifecycle(async ({ requestContext, queryStringParameters }) => {
  const isLetIn = await connect(requestContext.connectionId, queryStringParameters?.ticket ?? '');
  return isLetIn ? 200 : 403;
});

import { forget } from './disconnect.ts';
import { lifecycle } from './socket/lifecycle.ts';

export const handler = lifecycle(async ({ requestContext }) => {
  await forget(requestContext.connectionId);
  return 200;
});

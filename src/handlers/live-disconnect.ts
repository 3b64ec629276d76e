import { lifecycle } from '../socket/lifecycle.ts';
import { forget } from '../usecases/live/disconnect.ts';

export const handler = lifecycle(async ({ requestContext }) => {
  await forget(requestContext.connectionId);
  return 200;
});

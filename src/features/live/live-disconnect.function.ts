import { deleteConnection, getConnection } from '../../table/connection.ts';
import { lifecycle } from './socket/lifecycle.ts';

/** Forgets a connection that its client closed; the others on the board are told by the fan-out. */
export const handler = lifecycle(async ({ requestContext }) => {
  const connection = await getConnection(requestContext.connectionId);
  if (connection) await deleteConnection(connection);
  return 200;
});

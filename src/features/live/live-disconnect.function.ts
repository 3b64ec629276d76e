import { deleteConnection, getConnection } from '../../table/connection.ts';
import { lifecycle } from './socket/lifecycle.ts';

/** Deletes a connection that its client closed. The fan-out tells the others on the board. */
export const handler = lifecycle(async ({ requestContext }) => {
  const connection = await getConnection(requestContext.connectionId);
  if (connection) await deleteConnection(connection);
  return 200;
});

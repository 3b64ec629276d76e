import { deleteConnection, getConnection } from '../../table/connection.ts';

/** Forgets a connection that its client closed; the others on the board are told by the fan-out. */
export const forget = async (connectionId: string): Promise<void> => {
  const connection = await getConnection(connectionId);
  if (connection) await deleteConnection(connection);
};

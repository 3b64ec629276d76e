type TransactItem = Partial<Record<'Put' | 'Update' | 'Delete' | 'ConditionCheck', object>>;
type TableInput = { IndexName?: string; TransactItems?: TransactItem[] };
type QueueInput = { QueueUrl: string };
type MailInput = { FromEmailAddress: string; Destination: { ToAddresses: string[] } };

/** The IAM actions of a transaction's parts; the transaction itself has no action. */
const TRANSACTION_ACTIONS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

const CONNECTION_METHODS: Record<string, string> = { PostToConnection: 'POST', DeleteConnection: 'DELETE' };

/** The permissions of an operation, by the service's id. */
const SERVICES: Record<string, (operation: string, input: never) => string[]> = {
  DynamoDB: (operation, { IndexName, TransactItems }: TableInput) => {
    const actions = TransactItems
      ? TransactItems.flatMap((item) => Object.keys(item)).map((part) => TRANSACTION_ACTIONS[part])
      : [operation];
    return actions.map((action) => `dynamodb:${action} on WhiteboardTable${IndexName ? `/index/${IndexName}` : ''}`);
  },
  // A batch has no action either.
  SQS: (operation, { QueueUrl }: QueueInput) => [
    `sqs:${operation.replace(/Batch$/, '')} on ${QueueUrl.split('/').at(-1)}`,
  ],
  // The identity is the sender's address or its domain. In SES's sandbox the recipient's identity is checked, too.
  SESv2: (operation, { FromEmailAddress, Destination }: MailInput) =>
    [FromEmailAddress, FromEmailAddress.split('@')[1], ...Destination.ToAddresses].map(
      (identity) => `ses:${operation} on identity/${identity}`,
    ),
  ApiGatewayManagementApi: (operation) => [
    `execute-api:ManageConnections on WebSocketApi/live/${CONNECTION_METHODS[operation]}/@connections/*`,
  ],
};

/**
 * The permissions that a command of the SDK needs, as `grantsOf` spells them.
 * @param serviceId of its client: `DynamoDB` @param operation `Query`
 */
export const neededBy = (serviceId: string, operation: string, input: object): string[] => {
  const needs = SERVICES[serviceId];
  if (!needs) throw new Error(`tests/support/needs.ts does not know what the service ${serviceId} asks of a policy`);
  return needs(operation, input as never);
};

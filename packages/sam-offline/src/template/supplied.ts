/** What only a running runner knows. */
export type SuppliedOptions = {
  /** Given to the parameter `DynamoDbEndpoint`. */
  databaseUrl: string;
  /** The runner's own OpenID issuer, given to the parameter `JwtIssuer`; any port does where no token is looked at. */
  issuer?: string;
  /** Where the runner's own SQS, SES and Lambda answer; anywhere does where nobody calls them. */
  servicesUrl?: string;
  /** Given to the parameter `WebSocketEndpoint`; any port does where nobody connects. */
  webSocketEndpoint?: string;
};

/** The audience of the runner's own tokens, given to the parameter `JwtAudience`. */
export const AUDIENCE = 'whiteboard';

/** The runner's own issuer while it listens on `port` of this machine. */
export const localIssuer = (port: number): string => `http://localhost:${port}`;

/** Base URL of the runner's own WebSocket API on `port` of this machine; a stage comes below it. */
export const localWebSocketEndpoint = (port = 3001): string => `http://localhost:${port}`;

/** Values that the runner gives to parameters of these names: those that a template declares, and its user doesn't set. */
export const suppliedValues = ({
  databaseUrl,
  issuer = localIssuer(3000),
  webSocketEndpoint = localWebSocketEndpoint(),
}: SuppliedOptions): [string, string][] => [
  ['DynamoDbEndpoint', databaseUrl],
  ['JwtIssuer', issuer],
  ['JwtAudience', AUDIENCE],
  // Mails land in the outbox, whoever they are to.
  ['OwnerEmail', 'owner@example.com'],
  ['SenderEmail', 'whiteboard@example.com'],
  ['WebSocketEndpoint', webSocketEndpoint],
];

/** Constants for both ends of a live connection: docs/live-protocol.md, L19 to L21. Imports nothing. */

/** The versions of the protocol that the server supports. A client that names none uses the first. */
export const PROTOCOLS = [1] as const;

/** Why the server ends a connection. */
export const CLOSING_REASONS = [
  'role-changed',
  'access-revoked',
  'board-deleted',
  'connection-over',
  'delivery-failed',
] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

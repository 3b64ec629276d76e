import { PROTOCOLS } from '../../domain/live-protocol.ts';
import { Refusal } from '../../domain/refusal.ts';

/** @throws Refusal `protocol-unsupported` for a version that the server does not speak (L19) */
export const requireProtocol = (version: number = PROTOCOLS[0]): void => {
  if (PROTOCOLS.some((spoken) => spoken === version)) return;
  throw new Refusal(
    'protocol-unsupported',
    `The server does not support version ${version} of the live protocol. It supports: ${PROTOCOLS.join(', ')}.`,
  );
};

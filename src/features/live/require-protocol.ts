import { PROTOCOLS } from '../../domain/live-protocol.ts';
import { Refusal } from '../../domain/refusal.ts';

/** @throws Refusal `protocol-unsupported` for a version that the server does not speak (L19) */
export const requireProtocol = (version: number = PROTOCOLS[0]): void => {
  if (PROTOCOLS.some((spoken) => spoken === version)) return;
  throw new Refusal(
    'protocol-unsupported',
    `Version ${version} of the live protocol is not spoken here. Spoken are: ${PROTOCOLS.join(', ')}.`,
  );
};

// `npm run token`: prints a token of the local issuer, and nothing else.

import { issuerKey } from '../oidc/key.ts';
import { personClaims, signClaims } from '../oidc/person.ts';
import { chooseRunner, DEFAULT_PORT } from '../running.ts';
import { localIssuer } from '../template/supplied.ts';
import { runScript } from './command-line.ts';
import { readTokenCommand, TOKEN_HELP, type TokenCommand } from './token-options.ts';

/** A runner that is still to be started takes its tokens by its port, too. */
const portOf = async ({ folder, port }: TokenCommand): Promise<number> =>
  port ?? (await chooseRunner(folder))?.port ?? DEFAULT_PORT;

await runScript(TOKEN_HELP, async (args) => {
  const command = readTokenCommand(args);
  const claims = personClaims({ ...command, issuer: localIssuer(await portOf(command)) }, Date.now());
  return signClaims(claims, await issuerKey(command.folder));
});

// `npm run token`: prints a token of the local issuer, and nothing else.
import { runScript } from './command-line.ts';
import { issuerKey } from './issuer/key.ts';
import { personClaims, signClaims } from './issuer/person.ts';
import { localIssuer } from './template/supplied.ts';
import { readTokenCommand, TOKEN_HELP, type TokenCommand } from './token-options.ts';

const claimsOf = (command: TokenCommand) => personClaims({ ...command, issuer: localIssuer(command.port) }, Date.now());

await runScript(TOKEN_HELP, async (args) => {
  const command = readTokenCommand(args);
  return signClaims(claimsOf(command), await issuerKey(command.folder));
});

// `npm run token`: prints a token of the local issuer, and nothing else.
import process from 'node:process';
import { describeError } from './failure.ts';
import { issuerKey } from './issuer/key.ts';
import { personClaims, signClaims } from './issuer/person.ts';
import { localIssuer } from './template/supplied.ts';
import { readTokenCommand, TOKEN_HELP, type TokenCommand } from './token-options.ts';

const claimsOf = (command: TokenCommand) => personClaims({ ...command, issuer: localIssuer(command.port) }, Date.now());

try {
  const command = readTokenCommand(process.argv.slice(2));
  const output = command ? await signClaims(claimsOf(command), await issuerKey(command.folder)) : TOKEN_HELP;
  process.stdout.write(`${output}\n`);
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}

// `npm run token`: prints a token of the local issuer, and nothing else.
import process from 'node:process';
import { describeError } from './failure.ts';
import { issuerKey } from './issuer/key.ts';
import { personClaims, signClaims } from './issuer/person.ts';
import { readTokenCommand, TOKEN_HELP } from './token-options.ts';

try {
  const command = readTokenCommand(process.argv.slice(2));
  const output = command
    ? await signClaims(personClaims(command, Date.now()), await issuerKey(command.folder))
    : TOKEN_HELP;
  process.stdout.write(`${output}\n`);
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}

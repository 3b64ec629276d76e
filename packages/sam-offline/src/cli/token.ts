// `sam-offline token`: prints a token of the local issuer, and nothing else.
import { issuerKey } from '../oidc/key.ts';
import { personClaims, signClaims } from '../oidc/person.ts';
import { localIssuer, type Project } from '../project/project.ts';
import { chooseRunner, DEFAULT_PORT } from '../running.ts';
import { runScript } from './command-line.ts';
import { readTokenCommand, type TokenCommand, tokenHelp } from './token-options.ts';

/** A runner that is still to be started takes its tokens by its port, too. */
const portOf = async ({ folder, port }: TokenCommand): Promise<number> =>
  port ?? (await chooseRunner(folder))?.port ?? DEFAULT_PORT;

/** Runs it as this process. */
export const run = (args: string[], project: Project): Promise<void> =>
  runScript({ help: tokenHelp(project), version: project.version }, args, async () => {
    const command = readTokenCommand(args, project);
    const issuer = localIssuer(await portOf(command));
    const claims = personClaims({ ...command, issuer, audience: project.audience }, Date.now());
    return signClaims(claims, await issuerKey(command.folder));
  });

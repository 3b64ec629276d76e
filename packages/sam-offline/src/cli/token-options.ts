import { Failure } from '../failure.ts';
import { isName, NAME_RULE, type TokenOptions } from '../oidc/person.ts';
import { commandLine, commandName, quietCommandLine } from '../project/command-name.ts';
import type { Project } from '../project/project.ts';
import { informationHelp, parseCommandLine } from './command-line.ts';
import { dataFolder, port } from './shared-options.ts';

/**
 * Options of `token`: `port` is that of the runner, undefined for the one that runs; `folder` is where its issuer's
 * key is.
 */
export type TokenCommand = Omit<TokenOptions, 'issuer' | 'audience'> & { port: number | undefined; folder: string };

const DAY_SECONDS = 86_400;
const LONGEST_SECONDS = 3_650 * DAY_SECONDS;

export const tokenHelp = (project: Project): string =>
  `${quietCommandLine(project, 'token', 'NAME [options]')}: prints a token with which NAME is signed in at ${commandName(project, 'start')}

  --admin                   NAME is in the group admin
  --port N                  port of the runner that is to take it (default: of the one that runs)
  --expires-in SECONDS      how long it is valid (default 86400, a day)
  --scope SCOPE             a scope that it holds; repeat it for several
  --template FILE           for a runner that serves another template
  --data-dir FOLDER         for a runner that keeps its data there
${informationHelp(project.versionOf)}`;

/** Reads the arguments of `token`. @throws Failure for what it doesn't understand */
export const readTokenCommand = (args: string[], project: Project): TokenCommand => {
  const options = {
    admin: { type: 'boolean', default: false },
    port: { type: 'string' },
    'expires-in': { type: 'string', default: String(DAY_SECONDS) },
    scope: { type: 'string', multiple: true },
    'data-dir': { type: 'string' },
    template: { type: 'string' },
  } as const;
  const { values, positionals } = parseCommandLine({ args, options, allowPositionals: true });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0)
    throw new Failure(`A token is for one name: ${commandLine(project, 'token', 'alice')}`);
  if (!isName(name)) throw new Failure(`${NAME_RULE}; "${name}" hasn't.`);
  return {
    name,
    admin: values.admin,
    port: values.port === undefined ? undefined : port('port', values.port),
    expiresIn: seconds(values['expires-in']),
    scope: values.scope?.join(' '),
    folder: dataFolder(values, project),
  };
};

const seconds = (text: string): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > LONGEST_SECONDS) {
    throw new Failure(`--expires-in takes seconds from 1 to ${LONGEST_SECONDS}, not "${text}".`);
  }
  return number;
};

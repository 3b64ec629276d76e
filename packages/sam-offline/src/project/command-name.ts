import type { Project } from './project.ts';

/** The commands of sam-offline. */
export type CommandName = 'start' | 'db' | 'token' | 'queues' | 'redrive' | 'invoke';

type Naming = Pick<Project, 'npmScripts'>;

/** What a person calls a command: `sam-offline queues`, or `npm run queues`. */
export const commandName = ({ npmScripts }: Naming, command: CommandName): string => {
  if (!npmScripts) return `sam-offline ${command}`;
  return command === 'start' ? 'npm start' : `npm run ${command}`;
};

/** The same with arguments: `npm run queues -- --help`. */
export const commandLine = (project: Naming, command: CommandName, args: string): string =>
  `${commandName(project, command)}${project.npmScripts ? ' --' : ''} ${args}`;

/** The same for a command whose output is used: npm adds nothing of its own to it. */
export const quietCommandLine = (project: Naming, command: CommandName, args: string): string =>
  commandLine(project, command, args).replace('npm run ', 'npm run -s ');

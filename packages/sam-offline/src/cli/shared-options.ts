import { dirname, join, resolve } from 'node:path';
import type { DatabaseOptions } from '../dynamodb/options.ts';
import { Failure } from '../failure.ts';
import type { Project } from '../project/project.ts';
import type { TemplateOptions } from '../template/options.ts';
import { informationHelp } from './command-line.ts';

/** Options that commands share, in `parseArgs`'s terms. */
export const shared = {
  host: { type: 'string', default: '127.0.0.1' },
  memory: { type: 'boolean', default: false },
  'db-path': { type: 'string' },
  'data-dir': { type: 'string' },
  template: { type: 'string' },
  parameter: { type: 'string', multiple: true, default: [] as string[] },
  resolve: { type: 'string', multiple: true, default: [] as string[] },
} as const;

export const sharedHelp = ({ versionOf, databaseFile, dataFolder }: Project): string =>
  `  --memory                  keep no data: it is gone with this process
  --db-path FILE            keep the data in FILE (default ${databaseFile} of the data folder)
  --data-dir FOLDER         keep data, mails and signing key in FOLDER (default ${dataFolder} beside the template)
  --parameter KEY=VALUE     a value for a parameter of the template; repeat it for several
  --resolve KEY=VALUE       what {{resolve:KEY}} stands for, as in --resolve ssm:/my/name=secret
  --template FILE           another template; its functions' code is served as it is, not built
${informationHelp(versionOf)}`;

/** The template that an option names; the project's own by default. */
const templatePath = (option: string | undefined, project: Project): string => resolve(option ?? project.template);

type FolderValues = { template?: string | undefined; 'data-dir'?: string | undefined };

/** Where everything is kept that the runner keeps: in the folder that an option names, or in the project's beside the template. */
export const dataFolder = ({ template, 'data-dir': folder }: FolderValues, project: Project): string =>
  folder === undefined ? join(dirname(templatePath(template, project)), project.dataFolder) : resolve(folder);

type TemplateValues = { template?: string | undefined; parameter: string[]; resolve: string[] };

/** @throws Failure for what is no `KEY=VALUE` */
export const templateOptions = (values: TemplateValues, project: Project): TemplateOptions => ({
  template: templatePath(values.template, project),
  parameters: new Map(values.parameter.map(assignment('parameter', /^([A-Za-z0-9]+)=(.*)$/s))),
  references: new Map(values.resolve.map(assignment('resolve', /^([^={}]+)=(.*)$/s))),
});

const assignment =
  (flag: string, form: RegExp) =>
  (text: string): [string, string] => {
    const [, key, value] = form.exec(text) ?? [];
    if (key === undefined || value === undefined) throw new Failure(`--${flag} takes Key=Value, not "${text}".`);
    return [key, value];
  };

type DatabaseValues = FolderValues & {
  host: string;
  memory: boolean;
  port: string | undefined;
  'db-path'?: string | undefined;
  'dynamodb-endpoint'?: string | undefined;
};

/** Where the database is by the options. @param portFlag the name of the option for its port @throws Failure */
export const databaseOptions = (values: DatabaseValues, portFlag: string, project: Project): DatabaseOptions => {
  const { memory, 'db-path': file, 'dynamodb-endpoint': url } = values;
  if (memory && file !== undefined) throw new Failure('--memory and --db-path exclude each other.');
  if (url !== undefined) {
    if (memory || file !== undefined || values.port !== undefined) {
      throw new Failure(`--dynamodb-endpoint excludes --memory, --db-path and --${portFlag}.`);
    }
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      throw new Failure(`--dynamodb-endpoint takes a URL, not "${url}".`);
    return { kind: 'endpoint', url };
  }
  const path = resolve(file ?? join(dataFolder(values, project), project.databaseFile));
  return {
    kind: 'embedded',
    host: values.host,
    port: port(portFlag, values.port ?? '8000'),
    file: memory ? undefined : path,
  };
};

/** @throws Failure for what is no port */
export const port = (flag: string, text: string): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new Failure(`--${flag} takes a port from 0 to 65535, not "${text}".`);
  return number;
};

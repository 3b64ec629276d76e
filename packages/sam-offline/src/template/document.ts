import { eventReaders } from './events/registry.ts';
import { GLOBALS } from './globals.ts';
import { PARAMETER } from './parameters.ts';
import type { ResourceReader } from './resources/reader.ts';
import { readers } from './resources/registry.ts';
import { RULE } from './rules.ts';
import { RESOURCE, TEMPLATE } from './sections.ts';
import type { Honoured, Support } from './support.ts';

const INTRODUCTION = `<!-- Made by "npm run template-support" of what the template readers in packages/sam-offline declare. Change it there. -->

# What of a template the local runner honours

*Honoured* is what the runner acts on, *ignored* what it accepts without looking at it, since it has no effect that could be seen on one
machine. Whatever is not listed here, be it a resource type, an event or a property, is refused: the runner does not start,
and says which one it is.

Map keys of your choice are \`<name>\` here; \`[]\` stands for each entry of a list.`;

const code = (name: string): string => `\`${name}\``;

const honoured = ([name, how]: [string, Honoured]): string =>
  typeof how === 'string' ? `${code(name)} (${how})` : code(name);

/** `ignored: reason` by groups, as the declaration has them. */
const grouped = (groups: Record<string, readonly string[]>): string =>
  Object.entries(groups)
    .map(([reason, names]) => `${names.map(code).join(', ')} (${reason})`)
    .join('; ');

/** A part and all parts below it, each with the path that leads there. */
export const parts = (path: string, declared: Honoured): [string, Support][] => {
  if (typeof declared !== 'object') return [];
  if ('listOf' in declared) return parts(`${path}[]`, declared.listOf);
  if ('mapOf' in declared) return parts(`${path}.<name>`, declared.mapOf);
  const below = Object.entries(declared.honours).flatMap(([name, how]) =>
    parts(path === '' ? name : `${path}.${name}`, how),
  );
  return [[path, declared], ...below];
};

type Column = { head: string; cell(path: string, support: Support): string };

const COLUMNS: Column[] = [
  { head: 'In', cell: (path) => (path === '' ? '' : code(path)) },
  { head: 'Honoured', cell: (_path, { honours }) => Object.entries(honours).map(honoured).join(', ') },
  { head: 'Ignored', cell: (_path, { ignores = {} }) => grouped(ignores) },
  {
    head: 'Refused with a reason',
    cell: (_path, { refuses = {} }) =>
      Object.entries(refuses)
        .map(([name, reason]) => `${code(name)} ${reason}`)
        .join('; '),
  },
];

const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** A row for each part, without empty columns. */
const table = (support: Support): string => {
  const rows = parts('', support);
  const columns = COLUMNS.filter(({ cell }) => rows.some(([path, part]) => cell(path, part) !== ''));
  return [
    line(columns.map(({ head }) => head)),
    line(columns.map(() => '---')),
    ...rows.map(([path, part]) => line(columns.map(({ cell }) => cell(path, part)))),
  ].join('\n');
};

const ENVIRONMENT = {
  region: 'eu-west-1',
  accountId: '123456789012',
  databaseUrl: '',
  servicesUrl: '',
  webSocketEndpoint: '',
};

/** What other parts of a template may ask of a resource. */
const references = (reader: ResourceReader<unknown>): string => {
  const name = reader.reference ? 'the URL' : reader.nameProperty ? 'the name' : 'the logical id';
  const attributes = Object.keys(reader.attributes('x', ENVIRONMENT)).map(code);
  return `\`!Ref\` gives ${name}${attributes.length > 0 ? `, \`!GetAtt\` knows ${attributes.join(', ')}` : ''}.`;
};

/** The document, in Markdown. */
export const templateSupport = (): string => {
  const resources = Object.values(readers).sort((a, b) => (a.type < b.type ? -1 : 1));
  const events = Object.entries(eventReaders).sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = [
    INTRODUCTION,
    ...['## The template', table(TEMPLATE)],
    ...['## A parameter', table(PARAMETER)],
    ...['## A rule', table(RULE)],
    ...['## Globals', table(GLOBALS)],
    ...['## Resources', 'What may stand in each, beside its type’s properties:', table(RESOURCE)],
    ...resources.flatMap((reader) => [`### ${reader.type}`, references(reader), table(reader.supports)]),
    ...['## Events of a function', ...events.flatMap(([type, { supports }]) => [`### ${type}`, table(supports)])],
  ];
  return `${sections.join('\n\n')}\n`;
};

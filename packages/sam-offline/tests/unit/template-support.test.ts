import { readFileSync } from 'node:fs';
import { Failure } from '../../src/failure.ts';
import { applicationOf } from '../../src/template/application.ts';
import { parts, templateSupport } from '../../src/template/document.ts';
import { eventReaders } from '../../src/template/events/registry.ts';
import { Fields } from '../../src/template/fields.ts';
import { GLOBALS } from '../../src/template/globals.ts';
import { PARAMETER } from '../../src/template/parameters.ts';
import { isMap, parseTemplate, type RawMap } from '../../src/template/parse.ts';
import { readers } from '../../src/template/resources/registry.ts';
import { RULE } from '../../src/template/rules.ts';
import { RESOURCE, TEMPLATE } from '../../src/template/sections.ts';
import type { Support } from '../../src/template/support.ts';
import { FULL_TEMPLATE } from '../support/full-template.ts';
import { readText } from '../support/template-text.ts';

/** Every place that a path of the documentation leads to. */
const follow = (values: unknown[], path: string): unknown[] =>
  path
    .split(/\.|(?=\[\])/)
    .filter((step) => step !== '')
    .reduce(
      (all, step) =>
        all.flatMap((value) => {
          if (step === '[]') return value as unknown[];
          if (!isMap(value)) return [];
          return step === '<name>' ? Object.values(value) : step in value ? [value[step]] : [];
        }),
      values,
    );

const ofType = (values: unknown[], type: string): unknown[] =>
  values.filter((value) => isMap(value) && value.Type === type);

/** The declarations, and the places of a template that they hold for. */
const roots: [string, Support, (template: RawMap) => unknown[]][] = [
  ['a template', TEMPLATE, (template) => [template]],
  ['a parameter', PARAMETER, (template) => follow([template], 'Parameters.<name>')],
  ['a rule', RULE, (template) => follow([template], 'Rules.<name>')],
  ['Globals', GLOBALS, (template) => follow([template], 'Globals')],
  ['a resource', RESOURCE, (template) => follow([template], 'Resources.<name>')],
  ...Object.values(readers).map(({ type, supports }): (typeof roots)[number] => [
    type,
    supports,
    (template) => {
      const resources = ofType(follow([template], 'Resources.<name>'), type) as RawMap[];
      for (const resource of resources) resource.Properties ??= {};
      return follow(resources, 'Properties');
    },
  ]),
  ...Object.entries(eventReaders).map(([type, { supports }]): (typeof roots)[number] => [
    `${type} event`,
    supports,
    (template) => follow(ofType(follow([template], 'Resources.<name>.Properties.Events.<name>'), type), 'Properties'),
  ]),
];

/** A part of what is declared: how it is called, what it may have, and the maps of a template that are such parts. */
type Row = [string, Support, (template: RawMap) => RawMap[]];

const rows = roots.flatMap(([title, root, find]) =>
  parts('', root).map(
    ([path, support]): Row => [
      `${title} ${path}`.trim(),
      support,
      (template) => follow(find(template), path) as RawMap[],
    ],
  ),
);

const full = parseTemplate(FULL_TEMPLATE, 'template.yaml');

/** Reads the full template after a change of it. */
const readChanged = (change: (template: RawMap) => void) => {
  const template = structuredClone(full);
  change(template);
  return applicationOf(template, {
    template: 'template.yaml',
    region: 'eu-north-1',
    databaseUrl: 'http://db.test',
  });
};

/** Why it is not read after a change: the sentence of the refusal. */
const refusalAfter = (change: (template: RawMap) => void): string => {
  try {
    readChanged(change);
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
  throw new Error('The template is read as if it were right');
};

/** Neither text, nor a number, a map or a list of anything that there is. */
const WRONG = [[]];

/** What only AWS knows: not even resolved where it has no effect. Below that, a map: SAM looks at how values are written. */
const unknownOf = (title: string) => (/^AWS::\S+$/.test(title) ? { 'Fn::ImportValue': 'anything' } : {});

test('a template with every honoured property is accepted', () => {
  expect(readText(FULL_TEMPLATE).functions).toHaveLength(1);
});

describe.each(rows)('of %s', (title, { honours, ignores = {}, refuses = {} }, find) => {
  test('the honoured properties are read: with a value that means nothing each is refused by name', () => {
    for (const name of Object.keys(honours)) {
      const refusal = refusalAfter((template) => {
        const place = find(template).find((part) => name in part);
        if (place === undefined) throw new Error(`tests/support/full-template.ts lacks ${name}`);
        place[name] = WRONG;
      });
      expect(refusal).toContain(name);
    }
  });

  test('the ignored properties may be anything', () => {
    const ignored = Object.values(ignores).flat();
    const application = readChanged((template) => {
      for (const part of find(template))
        Object.assign(part, Object.fromEntries(ignored.map((name) => [name, unknownOf(title)])));
    });
    expect(application).toBeDefined();
  });

  test('any other is refused by name, some with a reason of their own', () => {
    for (const [name, reason] of [...Object.entries(refuses), ['Unlisted', 'cannot honour']] as const) {
      const refusal = refusalAfter((template) => {
        for (const part of find(template)) part[name] = WRONG;
      });
      expect(refusal).toContain(`.${name} `);
      expect(refusal).toContain(reason);
    }
  });
});

test('a reader that asks for what it does not declare is a mistake of the runner', () => {
  const [{ read }, { supports }] = [eventReaders.SQS, eventReaders.HttpApi];
  const fields = new Fields('Function.Events.Jobs', {}).only('a queue', supports);
  expect(() => read(fields, 'FunctionJobs')).toThrow(new TypeError('a queue does not declare FunctionResponseTypes'));
});

test('docs/template-support.md is what the declarations say', () => {
  expect(readFileSync('docs/template-support.md', 'utf8')).toBe(templateSupport());
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Failure } from '../../packages/sam-offline/src/failure.ts';
import { routesOf } from '../../packages/sam-offline/src/template/events/registry.ts';
import { isMap, type RawMap } from '../../packages/sam-offline/src/template/parse.ts';
import { readText } from '../../packages/sam-offline/tests/support/template-text.ts';
import { askPython } from './python.ts';
import { BASE } from './templates/base.ts';
import { AWS_REFUSES, SAM_ALONE_REFUSES } from './templates/differences.ts';
import { VARIANTS } from './templates/variants.ts';

type Asked = { name: string; template: string; parameters: Record<string, string> };
type Outcome = { routes: string[] } | { refusal: string };
/** Another value at a place of the template. */
type Change = [path: string, value: unknown];

const weRead = ({ template, parameters }: Asked): Outcome => {
  try {
    return {
      routes: routesOf(readText(template, parameters).functions)
        .map(({ routeKey }) => routeKey)
        .sort(),
    };
  } catch (error) {
    if (error instanceof Failure) return { refusal: error.message };
    throw error;
  }
};

/**
 * What is wrong, in words, where SAM and the runner do not take a template for the same. What SAM refuses has to be refused.
 * What it accepts may be refused, by a sentence that says that the local runner does not honour it, or where AWS would
 * refuse it later.
 */
const fault = (asked: Asked, sam: Outcome): string | undefined => {
  const here = weRead(asked);
  if ('refusal' in sam) {
    if ('refusal' in here || SAM_ALONE_REFUSES.some((reason) => reason.test(sam.refusal))) return undefined;
    return `${asked.name}: accepted, but SAM says: ${sam.refusal}`;
  }
  if ('refusal' in here) {
    const isNamed = /the local runner/.test(here.refusal);
    return isNamed || AWS_REFUSES.some((reason) => reason.test(here.refusal))
      ? undefined
      : `${asked.name}: ${here.refusal}`;
  }
  const [theirs, ours] = [sam.routes.join(', '), here.routes.join(', ')];
  return theirs === ours ? undefined : `${asked.name}: the routes ${ours} instead of ${theirs}`;
};

const faults = async (asked: Asked[]): Promise<string[]> => {
  const outcomes = await askPython<Outcome[]>('sam_translate.py', asked);
  return outcomes.map((sam, n) => fault(asked[n] as Asked, sam)).filter((text) => text !== undefined);
};

/** Undefined removes a value. If its place no longer exists, nothing changes. */
const change = (template: RawMap, [path, value]: Change): void => {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce<unknown>((part, name) => (isMap(part) ? part[name] : undefined), template);
  if (!isMap(parent)) return;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
};

/** @param order of the resources; the base's own by default */
const variant = (changes: Change[], order?: string[]): Asked => {
  const template: RawMap = structuredClone(BASE);
  for (const one of changes) change(template, one);
  const { Resources: resources } = template;
  if (order && isMap(resources)) {
    const names = [...new Set([...order, ...Object.keys(resources)])].filter((name) => name in resources);
    template.Resources = Object.fromEntries(names.map((name) => [name, resources[name]]));
  }
  const name = changes.map(([path, value]) => `${path} = ${JSON.stringify(value)}`).join('; ');
  return { name, template: JSON.stringify(template), parameters: {} };
};

const CHANGES: Change[] = Object.entries(VARIANTS).flatMap(([path, values]) =>
  values.map((value): Change => [path, value]),
);

/** The same at every run. */
const SEED = 20_261_126;

describe('a template is accepted where SAM accepts it, and refused where SAM refuses it', () => {
  test('with each variant of each property', async () => {
    expect(await faults([variant([]), ...CHANGES.map((one) => variant([one]))])).toEqual([]);
  });

  test('with several variants, in any order', async () => {
    const several = fc
      .tuple(
        fc.uniqueArray(fc.constantFrom(...CHANGES), { minLength: 2, maxLength: 4, selector: ([path]) => path }),
        fc.shuffledSubarray(Object.keys(BASE.Resources), { minLength: Object.keys(BASE.Resources).length }),
      )
      .map(([changes, order]) => variant(changes, order));
    expect(await faults(fc.sample(several, { numRuns: 1_000, seed: SEED }))).toEqual([]);
  });

  test('that is this project’s own, with whatever parameters', async () => {
    const template = readFileSync('template.yaml', 'utf8');
    const sets: Record<string, string>[] = [
      {},
      { JwtIssuer: 'https://issuer.example/', JwtAudience: 'whiteboard' },
      { OwnerEmail: 'owner@example.com', SenderEmail: 'board@example.com', PostsPerMinutePerAddress: '5' },
      { AlarmEmail: 'ops@example.com', DeploymentType: 'Canary10Percent5Minutes' },
      { AllowedOrigins: 'https://a.example,https://b.example', Architecture: 'x86_64' },
    ];
    const asked = sets.map((parameters) => ({ name: JSON.stringify(parameters), template, parameters }));
    const outcomes = await askPython<Outcome[]>('sam_translate.py', asked);
    expect(asked.map(weRead)).toEqual(outcomes);
    for (const outcome of outcomes) expect(outcome).toHaveProperty('routes');
  });
});

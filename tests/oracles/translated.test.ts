import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { askPython } from './python.ts';

type Finding = { Filename: string; Message: string; Rule: { Id: string } };

const TEMPLATE = readFileSync('template.yaml', 'utf8');

/** SAM has replaced DeploymentType by its value, so the mapping is no longer used. */
const USED_BY_SAM = ['W2001', 'W7001'];

const LINT = 'import sys; from cfnlint.runner import main; sys.exit(main())';

/** The findings of CloudFormation's own linter in SAM's output for each template, as `rule message`. */
const findingsOf = async (asked: { template: string; parameters: Record<string, string> }[]): Promise<string[][]> => {
  const outcomes = await askPython<{ translated?: object; refusal?: string }[]>(
    'sam_translate.py',
    asked.map((one) => ({ ...one, whole: true })),
  );
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-translated-'));
  const files = outcomes.map(({ translated, refusal }, n) => {
    if (translated === undefined) throw new Error(refusal);
    const file = join(folder, `${n}.json`);
    writeFileSync(file, JSON.stringify(translated));
    return file;
  });
  const lint = spawn(process.env.SAM_PYTHON ?? '', ['-c', LINT, '--format', 'json', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const findings = JSON.parse(await text(lint.stdout)) as Finding[];
  rmSync(folder, { recursive: true });
  return files.map((file) =>
    findings
      .filter(({ Filename, Rule }) => Filename === file && !USED_BY_SAM.includes(Rule.Id))
      .map(({ Rule, Message }) => `${Rule.Id} ${Message}`),
  );
};

const changed = (from: string, to: string): string => {
  if (!TEMPLATE.includes(from)) throw new Error(`template.yaml has no "${from}"`);
  return TEMPLATE.replace(from, to);
};

const CANARY = { DeploymentType: 'Canary10Percent5Minutes' };
const STACKS: [string, Record<string, string>][] = [
  ['by default', {}],
  [
    'with an issuer and mail',
    {
      JwtIssuer: 'https://issuer.example/',
      JwtAudience: 'board',
      OwnerEmail: 'a@b.example',
      SenderEmail: 'c@d.example',
    },
  ],
  ['with everything', { ...CANARY, SignInDomain: 'board', AlarmEmail: 'a@b.example', LiveAccessLogs: 'true' }],
];

/** Mistakes of the template that pass SAM, and would stop, or spoil, a deployment. */
const MISTAKES: [string, string, RegExp][] = [
  [
    'a !Ref of what is not made under some condition',
    changed('TABLE_NAME: !Ref WhiteboardTable', 'TABLE_NAME: !Ref UserPool'),
    /^W1001 .*UserPool/,
  ],
  [
    'an alarm in a cycle',
    changed(`        - !Sub \${AWS::StackName}-ServerErrorsAlarm\n`, '        - !Ref ServerErrorsAlarm\n'),
    /^E3004 Circular Dependencies.*ServerErrorsAlarm/,
  ],
  [
    'a timeout that Lambda does not have',
    changed('      Timeout: 300\n', '      Timeout: 901\n'),
    /^E3717 901 is greater than the maximum of 900/,
  ],
];

describe('the result of SAM for template.yaml', () => {
  let findings: string[][];
  beforeAll(async () => {
    findings = await findingsOf([
      ...STACKS.map(([, parameters]) => ({ template: TEMPLATE, parameters })),
      ...MISTAKES.map(([, template]) => ({ template, parameters: CANARY })),
    ]);
  });

  test.each(STACKS.map(([title], n) => [title, n] as const))(
    '%s has nothing that CloudFormation’s linter finds',
    (_, n) => {
      expect(findings[n]).toEqual([]);
    },
  );

  test.each(MISTAKES.map(([title, , finding], n) => [title, finding, n] as const))('%s is found', (_, finding, n) => {
    expect(findings[STACKS.length + n]).toContainEqual(expect.stringMatching(finding));
  });
});

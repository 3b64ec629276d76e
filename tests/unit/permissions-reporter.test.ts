import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import PermissionsReporter from '../permissions-reporter.ts';
import { noteUse } from '../support/used-permissions.ts';

const TEMPLATE = `
Parameters: { OwnerEmail: { Type: String }, SenderEmail: { Type: String } }
Conditions: {}
Mappings: {}
Globals: { Function: {} }
Resources:
  WhiteboardTable: { Type: AWS::DynamoDB::Table }
  Read:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/read/
      Policies:
        - Statement:
            - { Effect: Allow, Action: [dynamodb:GetItem, dynamodb:Query], Resource: !GetAtt WhiteboardTable.Arn }
            - { Effect: Allow, Action: dynamodb:Query, Resource: !Sub '\${WhiteboardTable.Arn}/index/GSI1' }
`;
const GET = 'dynamodb:GetItem on WhiteboardTable';
const QUERY = 'dynamodb:Query on WhiteboardTable';
const QUERY_INDEX = 'dynamodb:Query on WhiteboardTable/index/GSI1';

describe('at the end of a run of the tests', () => {
  const rootDir = mkdtempSync(join(tmpdir(), 'whiteboard-reporter-'));
  const files = ['tests/integration/a.test.ts', 'tests/property/b.test.ts'];
  for (const [path, text] of [['template.yaml', TEMPLATE], ...files.map((file) => [file, ''])] as const) {
    mkdirSync(dirname(join(rootDir, path)), { recursive: true });
    writeFileSync(join(rootDir, path), text);
  }
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    for (const level of ['log', 'error'] as const) {
      jest.spyOn(console, level).mockImplementation((...text) => void said.push(...text));
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
    delete process.env.TEST_USED_PERMISSIONS;
  });
  afterAll(() => rmSync(rootDir, { recursive: true }));

  /** @returns the error that jest fails with, if any */
  const run = (used: string[], { ran = files, failed = 0, testNamePattern = '' } = {}): string | undefined => {
    const reporter = new PermissionsReporter({ rootDir, testNamePattern });
    reporter.onRunStart();
    for (const permission of used) {
      noteUse(String(process.env.TEST_USED_PERMISSIONS), { functionName: 'read', permission });
    }
    const testResults = ran.map((file) => ({ testFilePath: join(rootDir, file) }));
    reporter.onRunComplete({}, { numFailedTests: failed, numRuntimeErrorTestSuites: 0, testResults });
    return reporter.getLastError()?.message;
  };

  test('a permission that no function used fails it, and is named with its function', () => {
    const message = run([GET, QUERY]);
    expect(message).toContain(`read may ${QUERY_INDEX}`);
    expect(message).not.toContain(GET);
    expect(said).toEqual([message]);
  });

  test('nothing is said when all were used, by whichever process and however often', () => {
    expect(run([GET, QUERY, QUERY_INDEX, QUERY])).toBeUndefined();
    expect(said).toEqual([]);
  });

  test.each([
    ['a file did not run', { ran: files.slice(1) }, '1 of the 2 test files that show it did not run'],
    ['a test failed', { failed: 1 }, 'tests failed'],
    ['tests were chosen by name', { testNamePattern: 'x' }, 'tests were chosen by their names'],
  ])('it says that nothing was compared when %s', (_, partial, reason) => {
    expect(run([], partial)).toBeUndefined();
    expect(said).toEqual([`The permissions in template.yaml were not compared with what functions use: ${reason}.`]);
  });
});

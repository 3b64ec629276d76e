import { type Runner, startRunner } from 'sam-offline/testing/runner';
import { waitFor } from 'sam-offline/testing/wait-for';
import { createProject, type TestProject } from '../../support/project.ts';

const functionWith = (name: string, path: string) => `
  ${name}Function:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      CodeUri: dist/${name.toLowerCase()}/
      Environment: { Variables: { GREETING: !Ref Greeting } }
      Events:
        Get: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: ${path} } }
`;
const template = (greeting: string, functions: string) => `
Transform: AWS::Serverless-2016-10-31
Parameters:
  Greeting: { Type: String, Default: ${greeting} }
Resources:
  Api: { Type: AWS::Serverless::HttpApi }
${functions}`;
const handler = (answer: string) => `
import { word } from '../../word.ts';
export const handler = async () => \`${answer} \${word} \${process.env.GREETING}\`;
`;

/** Serves the script of the page, as it was built into it. */
const PAGE = `
import { gunzipSync } from 'node:zlib';
import assets from '../../../dist-web/assets.json' with { type: 'json' };
export const handler = async () => gunzipSync(Buffer.from(assets['/app.js'].gzip, 'base64')).toString();
`;

describe('a change while npm start runs', () => {
  let project: TestProject;
  let runner: Runner;
  beforeAll(async () => {
    project = createProject({
      'template.yaml': template('hello', functionWith('Hello', '/hello') + functionWith('Page', '/page')),
      'src/word.ts': "export const word: string = 'one';",
      'src/features/greetings/hello.function.ts': handler('first'),
      'src/features/site/page.function.ts': PAGE,
      'web/src/main.tsx': 'document.title = "first";',
      'web/styles.css': '',
      'web/icon.svg': '<svg/>',
      'web/index.html': '<script src="/app.js"></script>',
    });
    runner = await startRunner(['--memory'], { cwd: project.folder });
  });
  afterAll(async () => {
    await runner.stop();
    project.remove();
  });

  const get = async (path: string) => {
    const answer = await fetch(`${runner.url}${path}`);
    return { status: answer.status, body: await answer.text() };
  };
  /** Waits until a path answers this. */
  const serves = (path: string, body: string) => waitFor(body, async () => (await get(path)).body === body);

  test('of a source is served, and no request fails meanwhile', async () => {
    expect((await get('/hello')).body).toBe('first one hello');
    const statuses: number[] = [];
    let done = false;
    const caller = async () => {
      while (!done) statuses.push((await get('/hello')).status);
    };
    const callers = [caller(), caller()];
    project.write('src/word.ts', "export const word: string = 'two';");
    await serves('/hello', 'first two hello');
    project.write('src/features/greetings/hello.function.ts', handler('second'));
    await serves('/hello', 'second two hello');
    await waitFor('a few requests more', () => statuses.length > 20);
    done = true;
    await Promise.all(callers);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test('of the page is served', async () => {
    await serves('/page', 'document.title="first";\n');
    project.write('web/src/main.tsx', 'document.title = "second";');
    await serves('/page', 'document.title="second";\n');
  });

  test('that does not compile is told, and the previous version keeps serving', async () => {
    project.write('src/features/greetings/hello.function.ts', 'export const handler = async () => {');
    await waitFor('the error', () =>
      /hello\.function\.ts:1:\d+: ERROR: .*\nThe previous version keeps/.test(runner.output()),
    );
    expect((await get('/hello')).body).toBe('second two hello');
    project.write('src/features/greetings/hello.function.ts', handler('third'));
    await serves('/hello', 'third two hello');
  });

  test('of the template is served: variables, routes, and a function that is new', async () => {
    project.write('template.yaml', template('salut', functionWith('Hello', '/salut')));
    await serves('/salut', 'third two salut');
    expect(await get('/hello')).toEqual({ status: 404, body: '{"message":"Not Found"}' });

    project.write('src/features/greetings/world.function.ts', handler('world'));
    const both = functionWith('Hello', '/salut') + functionWith('World', '/world');
    project.write('template.yaml', template('salut', both));
    await serves('/world', 'world two salut');
  });

  test('that makes a template which cannot be honoured is told, and the previous version keeps serving', async () => {
    project.write('template.yaml', `${template('x', '')}  Jobs: { Type: AWS::S3::Bucket }\n`);
    await waitFor('the sentence', () =>
      /^Jobs\.Type is AWS::S3::Bucket, .*\nThe previous version keeps serving\.$/m.test(runner.output()),
    );
    expect((await get('/world')).body).toBe('world two salut');
  });
});

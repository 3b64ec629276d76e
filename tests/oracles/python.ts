import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Gives JSON to a script of this folder, run by the Python that has the package aws-sam-cli, and reads JSON of it. */
export const askPython = async <Answer>(script: string, input: unknown): Promise<Answer> => {
  const child = spawn(process.env.SAM_PYTHON ?? '', [join(__dirname, script)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, AWS_EC2_METADATA_DISABLED: 'true' },
  });
  const closed = once(child, 'close');
  child.stdin.end(JSON.stringify(input));
  const output = await text(child.stdout);
  const [status] = await closed;
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return JSON.parse(output);
};

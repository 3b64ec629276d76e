import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DATA_FOLDER } from 'sam-offline/testing/data-folder';
import { waitFor } from 'sam-offline/testing/wait-for';
import { FIXTURE } from '../../support/fixture.ts';
import { listenersOf } from '../../support/ports.ts';

const PROJECT = join(__dirname, '..', '..', '..');
const FREE_PORTS = ['--port', '0', '--dynamodb-port', '0', '--websocket-port', '0'];

describe('npm start', () => {
  let npm: ChildProcess | undefined;
  afterEach(() => {
    if (npm?.pid !== undefined && npm.exitCode === null && npm.signalCode === null) process.kill(-npm.pid, 'SIGKILL');
  });

  /** Through npm, which runs it in a shell: this process, its shell and the runner are one process group. */
  const start = async () => {
    const args = [
      'start',
      '--',
      '--memory',
      '--no-watch',
      '--template',
      FIXTURE,
      '--data-dir',
      DATA_FOLDER,
      ...FREE_PORTS,
    ];
    const child = spawn('npm', args, { cwd: PROJECT, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    npm = child;
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await waitFor('the banner', () => output.includes('Ctrl-C stops it'));
    const found = (pattern: RegExp) => pattern.exec(output)?.[1] ?? '';
    return { child, url: found(/running at (\S+)/), database: found(/DynamoDB at (http:[^,]+)/) };
  };
  const isClosed = (url: string) =>
    fetch(url).then(
      () => false,
      () => true,
    );

  test('ends with its database when npm alone gets a SIGTERM', async () => {
    const { child, url, database } = await start();
    // The database itself listens elsewhere, on an address of its own.
    const own = listenersOf(child.pid ?? 0)?.filter(({ address }) => address !== '127.0.0.1') ?? [];
    expect(own).toHaveLength(process.platform === 'linux' ? 1 : 0);
    child.kill('SIGTERM');
    await once(child, 'exit');
    await waitFor('the end of listening', () => isClosed(url));
    await waitFor('the end of the database', () => isClosed(database));
    for (const { address, port } of own) await waitFor('its end', () => isClosed(`http://${address}:${port}`));
    // What npm started is in its process group.
    await waitFor('the end of the runner', () => isGroupGone(child.pid ?? 0));
  });

  test('lets running requests finish when a terminal sends all of it a Ctrl-C', async () => {
    const { child, url } = await start();
    const slow = fetch(`${url}/busy/a?ms=1500`);
    await fetch(`${url}/echo`);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect((await slow).status).toBe(200);
    await waitFor('the end of the runner', () => isGroupGone(child.pid ?? 0));
  });
});

/** Whether no process of a group is left. */
const isGroupGone = (pid: number): boolean => {
  try {
    process.kill(-pid, 0);
    return false;
  } catch {
    return true;
  }
};

import { type ChildProcess, spawn } from 'node:child_process';

/** Ends function processes when the runner ends without doing so itself, as after `kill -9`. */
export type Reaper = {
  watch(child: ChildProcess): void;
  release(): void;
};

/**
 * Elsewhere a function's process is the first of a process group, which has what the function starts in it, and which
 * a terminal's Ctrl-C does not reach. Windows ends child processes with their parent by itself.
 */
export const HAS_PROCESS_GROUPS = process.platform !== 'win32';

/** Keeps the groups that it is told of, and kills them once its standard input ends: the system closes that. */
const SCRIPT = `
groups=' '
while read -r change group; do
  case $change in
    add) groups="$groups$group " ;;
    remove) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
`;

/**
 * A process of its own, because a function that computes without a pause does not notice that the runner is gone.
 * @returns a reaper to be released when every process that it watches has ended
 */
export const startReaper = (): Reaper => {
  if (!HAS_PROCESS_GROUPS) return { watch: () => undefined, release: () => undefined };
  const reaper = spawn('/bin/sh', ['-c', SCRIPT, 'function-reaper'], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Without it functions run all the same.
  reaper.on('error', () => undefined);
  reaper.stdin.on('error', () => undefined);
  reaper.unref();
  return {
    watch: (child) => {
      reaper.stdin.write(`add ${child.pid}\n`);
      child.once('exit', () => reaper.stdin.write(`remove ${child.pid}\n`));
    },
    release: () => reaper.stdin.end(),
  };
};

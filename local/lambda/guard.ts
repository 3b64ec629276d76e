import { type ChildProcess, spawn } from 'node:child_process';

/** Ends function processes when the runner ends without doing so itself, as after `kill -9`. */
export type Guard = {
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
 * @returns a guard to be released when every process that it watches has ended
 */
export const startGuard = (): Guard => {
  if (!HAS_PROCESS_GROUPS) return { watch: () => undefined, release: () => undefined };
  const guard = spawn('/bin/sh', ['-c', SCRIPT, 'function-guard'], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Without it functions run all the same.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return {
    watch: (child) => {
      guard.stdin.write(`add ${child.pid}\n`);
      child.once('exit', () => guard.stdin.write(`remove ${child.pid}\n`));
    },
    release: () => guard.stdin.end(),
  };
};

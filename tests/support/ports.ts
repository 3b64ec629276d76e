import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A listening socket of this machine, as Linux reports it. */
export type Listener = { address: string; port: number };

/** The sockets that the process and its descendants listen on; undefined without /proc. */
export const listenersOf = (pid: number): Listener[] | undefined => {
  if (process.platform !== 'linux') return undefined;
  const sockets = new Set(family(pid).flatMap(socketsOf));
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === LISTENING && sockets.has(inode))
      .map(([, local = '']) => {
        const [address = '', port = ''] = local.split(':');
        return { address: dotted(address), port: Number.parseInt(port, 16) };
      }),
  );
};

const LISTENING = '0A';

/** Of IPv4, whose bytes come in the machine's order; IPv6 stays as it is. */
const dotted = (hex: string): string =>
  hex.length === 8 ? [...Buffer.from(hex, 'hex').reverse()].join('.') : hex.toLowerCase();

const family = (pid: number): number[] => {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
  return [pid, ...children.flatMap(family)];
};

/** `4711 (a name) S 42 …`; empty for a process that has ended meanwhile. */
const parentOf = (pid: string): number | undefined => {
  try {
    const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return Number(parent);
  } catch {
    return undefined;
  }
};

/** The target of a link in /proc; undefined if it has disappeared meanwhile. */
const target = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
};

const openFiles = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
};

const socketsOf = (pid: number): (string | undefined)[] =>
  openFiles(pid).map((fd) => /^socket:\[(\d+)\]$/.exec(target(`/proc/${pid}/fd/${fd}`) ?? '')?.[1]);

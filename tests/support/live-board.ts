import { type Runner, startRunner } from 'sam-offline/testing/runner';
import { join, newBoard, type Role } from './boards.ts';
import { type Call, callOver } from './calls.ts';
import { tokenFor } from './identity.ts';
import { type LiveClient, liveClient, type Origin } from './live-client.ts';

/** Sends a request as a person. It must succeed. @returns the parsed body */
type Send = (
  who: string,
  route: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<Record<string, unknown>>;

/** The last errors of functions and the runner, to explain an answer without a reason. */
const complaints = ({ output }: Runner): string =>
  output()
    .split('\n')
    .filter((line) => /Error|timed out|busy/.test(line))
    .slice(-5)
    .join('\n');

/** A runner without throttling, with actions for tests of live boards. */
export const startLive = async (args: string[] = []) => {
  const limits = ['ThrottlingRateLimit=100000', 'ThrottlingBurstLimit=100000'];
  const flags = limits.flatMap((limit) => ['--parameter', limit]);
  const runner: Runner = await startRunner(['--memory', '--no-watch', ...flags, ...args]);
  const clients: LiveClient[] = [];
  const token = async (who: string) => (who === '' ? undefined : `Bearer ${await tokenFor(runner.url, who)}`);
  /** A person whose requests must all succeed. */
  const caller = async (who: string): Promise<{ call: Call }> => {
    const send = callOver(runner.url, await token(who));
    const call: Call = async (route, sent) => {
      const answer = await send(route, sent);
      if (answer.status < 300) return answer;
      throw new Error(`${who}: ${route}: ${answer.status} ${JSON.stringify(answer.body)}\n${complaints(runner)}`);
    };
    return { call };
  };
  const send: Send = async (who, route, body, headers = {}) =>
    (await (await caller(who)).call(route, { ...(body && { body }), headers })).body;
  const origin = async (who: string, door: string, name?: string): Promise<Origin> => ({
    api: runner.url,
    door,
    token: await token(who),
    ...(name && { name }),
  });
  return {
    runner,
    send,
    origin,
    /** A client of a person at a door, not connected yet. */
    client: async (who: string, door: string, name?: string): Promise<LiveClient> => {
      const made = liveClient(await origin(who, door, name));
      clients.push(made);
      return made;
    },
    /** Gives people profiles, and the first one a board with the others in their roles. @returns its id */
    board: async (owner: string, members: Record<string, Role> = {}): Promise<string> => {
      for (const who of [owner, ...Object.keys(members)]) {
        await send(who, 'PUT /users/me', { username: who, displayName: who });
      }
      const owning = await caller(owner);
      const id = await newBoard(owning);
      for (const [who, role] of Object.entries(members)) await join(owning, id, await caller(who), role);
      return id;
    },
    stop: async (): Promise<void> => {
      for (const one of clients) one.drop();
      await runner.stop();
    },
  };
};

import { startService } from '../src/cli/start.ts';
import type { Project } from '../src/project/project.ts';
import { captureOutput } from './captured.ts';
import { DATA_FOLDER } from './data-folder.ts';

/** The runner in this process, for what its process has no part in: to start one takes longer than most tests. */
export type RunnerHere = {
  /** Base URL of the HTTP API, without a slash at its end. */
  url: string;
  /** `ws://localhost:<port>/<stage>`, or empty without a WebSocket API. */
  webSocketUrl: string;
  /** Where DynamoDB answers. */
  databaseUrl: string;
  banner: string;
  /** All that it wrote until now after the banner, stdout and stderr. */
  output(): string;
  stop(): Promise<void>;
};

/** Starts it as `sam-offline start …args` does in a project, on free ports, without watching; with data that isn't kept unless it is elsewhere. */
export const startHere = async (project: Project, ...args: string[]): Promise<RunnerHere> => {
  const data = args.includes('--dynamodb-endpoint') ? [] : ['--memory', '--dynamodb-port', '0'];
  const all = ['--port', '0', '--websocket-port', '0', ...data, '--no-watch', '--data-dir', DATA_FOLDER, ...args];
  const output = captureOutput();
  const { banner, stop } = await startService(all, project);
  const found = (pattern: RegExp) => pattern.exec(banner)?.[1] ?? '';
  return {
    url: found(/running at (\S+)/),
    webSocketUrl: found(/WebSocket API at (\S+)/),
    databaseUrl: found(/DynamoDB at ([^,]+)/),
    banner,
    output: output.text,
    stop: async () => {
      await stop();
      output.release();
    },
  };
};

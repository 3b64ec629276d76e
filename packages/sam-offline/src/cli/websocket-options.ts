import { Failure } from '../failure.ts';
import type { Lifetimes } from '../websocket-api/connections.ts';

/** The flags of `start` for the WebSocket API, as `parseArgs` takes them; the defaults are what AWS has. */
export const WEBSOCKET_FLAGS = {
  'websocket-port': { type: 'string', default: '3001' },
  'websocket-idle': { type: 'string', default: '600' },
  'websocket-lifetime': { type: 'string', default: '7200' },
} as const;

export const WEBSOCKET_HELP = `  --websocket-port N        port of the WebSocket API, if there is one (default 3001; 0: any free one)
  --websocket-idle S        end connections after S seconds without a message (default and most: 600, as in AWS)
  --websocket-lifetime S    end connections after S seconds (default and most: 7200, as in AWS)`;

/** @throws Failure for what is no time, or longer than AWS has it */
export const lifetimes = (values: { 'websocket-idle': string; 'websocket-lifetime': string }): Lifetimes => ({
  idleMs: milliseconds('websocket-idle', values['websocket-idle'], 600),
  lifetimeMs: milliseconds('websocket-lifetime', values['websocket-lifetime'], 7_200),
});

const milliseconds = (flag: string, text: string, most: number): number => {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds === 0 || seconds > most)
    throw new Failure(`--${flag} takes seconds, at most ${most}, not "${text}".`);
  return seconds * 1_000;
};

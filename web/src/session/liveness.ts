import type { LiveStatus } from '../live/client.ts';

/** Whether live updates are there, and whether they are still on their way: for the first time, or again. */
export const liveness = () => {
  let status: LiveStatus = 'connecting';
  let isConnecting = true;
  return {
    isLive: (): boolean => status === 'live',
    isConnecting: (): boolean => isConnecting,
    set: (next: LiveStatus): void => {
      status = next;
      if (next !== 'connecting') isConnecting = false;
    },
  };
};

export type Liveness = ReturnType<typeof liveness>;

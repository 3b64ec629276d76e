import type { LiveStatus } from '../live/client.ts';

/** Whether live updates work, and whether the page is connecting, for the first time or again. */
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

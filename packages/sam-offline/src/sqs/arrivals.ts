import { EventEmitter } from 'node:events';

/** Wakes receivers of a queue when there may be something for them. Only of this process: others write unseen. */
export type Arrivals = {
  /** How often something arrived in a queue until now. */
  count(queueName: string): number;
  announce(queueName: string): void;
  /** Resolves when more arrived than `seen`, after `milliseconds`, or when `signal` aborts. */
  wait(queueName: string, seen: number, milliseconds: number, signal?: AbortSignal): Promise<void>;
};

export const createArrivals = (): Arrivals => {
  const counts = new Map<string, number>();
  const emitter = new EventEmitter().setMaxListeners(0);
  const count = (queueName: string) => counts.get(queueName) ?? 0;
  return {
    count,
    announce: (queueName) => {
      counts.set(queueName, count(queueName) + 1);
      emitter.emit(queueName);
    },
    wait: async (queueName, seen, milliseconds, signal) => {
      if (count(queueName) !== seen || signal?.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = () => resolve();
      const timer = setTimeout(wake, milliseconds);
      emitter.once(queueName, wake);
      signal?.addEventListener('abort', wake);
      await promise;
      clearTimeout(timer);
      emitter.off(queueName, wake);
      signal?.removeEventListener('abort', wake);
    },
  };
};

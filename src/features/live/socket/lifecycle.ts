import middy from '@middy/core';
import { requestLog } from '../../../lambda/http/request-log.ts';
import type { SocketHandler } from './action.ts';
import type { SocketEvent } from './event.ts';

/** The middy stack of `$connect` and `$disconnect`. @param work returns the status: at `$connect` anything but 200 refuses */
export const lifecycle = (work: (event: SocketEvent) => Promise<number>): SocketHandler =>
  middy<SocketEvent, { statusCode: number }>()
    .use(requestLog())
    .handler(async (event) => ({ statusCode: await work(event) })) as unknown as SocketHandler;

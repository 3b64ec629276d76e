import { streamConsumer } from '../../lambda/consumers/stream.ts';
import { changeEvent } from './change-event.ts';
import { fanOut } from './fan-out.ts';

export const handler = streamConsumer((changes) => fanOut(changes, changeEvent));

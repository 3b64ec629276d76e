import { streamConsumer } from '../consumers/stream.ts';
import { changeEvent } from '../schemas/live.ts';
import { fanOut } from '../usecases/live/fan-out.ts';

export const handler = streamConsumer((changes) => fanOut(changes, changeEvent));

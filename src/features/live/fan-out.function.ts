import { streamConsumer } from '../../lambda/consumers/stream.ts';
import { fanOut } from './fan-out.ts';
import { changeEvent } from './schemas.ts';

export const handler = streamConsumer((changes) => fanOut(changes, changeEvent));

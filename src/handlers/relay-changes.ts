import { streamConsumer } from '../consumers/stream.ts';
import { relayChanges } from '../usecases/relay-changes.ts';

export const handler = streamConsumer(relayChanges);

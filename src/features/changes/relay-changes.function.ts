import { streamConsumer } from '../../lambda/consumers/stream.ts';
import { relayChanges } from './relay-changes.ts';

export const handler = streamConsumer(relayChanges);

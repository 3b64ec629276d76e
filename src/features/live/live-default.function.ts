import { AnyAction } from './message-schemas.ts';
import { action } from './socket/action.ts';

/** Handles messages without a known action. The schema refuses them and lists the known actions. */
export const handler = action({ schema: AnyAction, work: async () => undefined });

import { AnyAction } from './message-schemas.ts';
import { action } from './socket/action.ts';

/** What has an action that no route knows, or none: the schema refuses it, and says which there are. */
export const handler = action({ schema: AnyAction, work: async () => undefined });

import type { Fields } from '../fields.ts';
import type { Support } from '../support.ts';

/** How one type of event is understood. One file of this folder each, listed in registry.ts. */
export type EventReader<Event> = {
  /** The event's properties. */
  supports: Support;
  /** The typed event. @param logicalId of what SAM makes of it @throws Failure for every value that isn't honoured */
  read(properties: Fields, logicalId: string): Event;
};

/** What the modules listed in `unreachable.ts` export and others import by name. See there. */
const unreachable = (name: string) => (): never => {
  throw new Error(`${name} was taken for unreachable and left out of the bundle (tools/unreachable.ts)`);
};

export const defaultProvider = unreachable('the chain of credential providers');
export const EventStreamSerde = unreachable('EventStreamSerde');
export const eventStreamSerdeProvider = unreachable('eventStreamSerdeProvider');
export const createToJSONSchemaMethod = unreachable('toJSONSchema');
export const createStandardJSONSchemaMethod = unreachable('~standard.jsonSchema');

/** Constructed with the client, used by nobody. */
export default class LRUCache {}

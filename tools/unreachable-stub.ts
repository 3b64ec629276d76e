/** The exports of the modules listed in `unreachable.ts` that others import by name. */
const unreachable = (name: string) => (): never => {
  throw new Error(`${name} was taken for unreachable and left out of the bundle (tools/unreachable.ts)`);
};

export const defaultProvider = unreachable('the chain of credential providers');
export const EventStreamSerde = unreachable('EventStreamSerde');
export const eventStreamSerdeProvider = unreachable('eventStreamSerdeProvider');
export const createToJSONSchemaMethod = unreachable('toJSONSchema');
export const createStandardJSONSchemaMethod = unreachable('~standard.jsonSchema');

/** Constructed with the client, but never used. */
export default class LRUCache {}

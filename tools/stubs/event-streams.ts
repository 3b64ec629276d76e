/** Stands in for the SDK's event stream codec in the function bundles: no operation that they call streams events. */
export class EventStreamSerde {
  constructor() {
    throw new Error('event streams are not bundled');
  }
}

export const eventStreamSerdeProvider = (): never => {
  throw new Error('event streams are not bundled');
};

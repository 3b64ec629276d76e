import type { ResourceReader } from './reader.ts';

/** Who may use a queue; it only has to be there, permissions have no local effect. */
export const queuePolicy: ResourceReader<{ logicalId: string }> = {
  type: 'AWS::SQS::QueuePolicy',
  attributes: () => ({}),
  read: (logicalId, _name, properties) => {
    properties.only('AWS::SQS::QueuePolicy', ['Queues']);
    return { logicalId };
  },
};

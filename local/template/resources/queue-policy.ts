import type { ResourceReader } from './reader.ts';

/** Who may use a queue; it only has to be there, permissions have no local effect. */
export const queuePolicy: ResourceReader<{ logicalId: string }> = {
  type: 'AWS::SQS::QueuePolicy',
  supports: { honours: {}, ignores: { 'permissions: there is no IAM': ['PolicyDocument', 'Queues'] } },
  attributes: () => ({}),
  read: (logicalId) => ({ logicalId }),
};

import type { ResourceReader } from './reader.ts';

/** Logs go to the terminal: a log group only has to be there to be referred to. */
export const logGroup: ResourceReader<{ logicalId: string }> = {
  type: 'AWS::Logs::LogGroup',
  supports: {
    honours: { LogGroupName: true },
    ignores: {
      'logs go to the terminal': ['DataProtectionPolicy', 'LogGroupClass', 'RetentionInDays'],
      'encryption at rest': ['KmsKeyId'],
      'there is no bill': ['Tags'],
    },
  },
  nameProperty: 'LogGroupName',
  attributes: (name, { region, accountId }) => ({ Arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}:*` }),
  read: (logicalId) => ({ logicalId }),
};

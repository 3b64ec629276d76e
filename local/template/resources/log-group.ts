import type { ResourceReader } from './reader.ts';

/** Logs go to the terminal: a log group only has to be there to be referred to. */
export const logGroup: ResourceReader<{ logicalId: string }> = {
  type: 'AWS::Logs::LogGroup',
  nameProperty: 'LogGroupName',
  attributes: (name, { region, accountId }) => ({ Arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}:*` }),
  read: (logicalId, _name, properties) => {
    properties.only('AWS::Logs::LogGroup', ['LogGroupName']);
    return { logicalId };
  },
};

import type { Support } from './support.ts';

/** The sections of a template. */
export const TEMPLATE: Support = {
  honours: {
    Transform: 'only `AWS::Serverless-2016-10-31`',
    Parameters: true,
    Rules: true,
    Mappings: true,
    Conditions: true,
    Globals: true,
    Resources: true,
  },
  ignores: {
    'there is one version': ['AWSTemplateFormatVersion'],
    'text for people and tools': ['Description', 'Metadata'],
    'nothing prints them, or imports them': ['Outputs'],
  },
};

/** What may stand in a resource, beside the properties that its type has. */
export const RESOURCE: Support = {
  honours: { Type: true, Properties: true, Condition: true },
  ignores: {
    'there is no stack whose resources are made, changed and deleted in some order': [
      'DependsOn',
      'DeletionPolicy',
      'UpdateReplacePolicy',
    ],
    'text for tools': ['Metadata'],
  },
};

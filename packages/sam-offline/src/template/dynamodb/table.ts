import type {
  AttributeDefinition,
  CreateTableCommandInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  Projection,
  ProvisionedThroughput,
  StreamSpecification,
} from '@aws-sdk/client-dynamodb';
import type { Fields } from '../fields.ts';
import type { ResourceReader } from '../resources/reader.ts';
import type { Support } from '../support.ts';

/** A table: the CreateTable request that makes it, and the attribute that holds its items' expiry, if any. */
export type Table = {
  logicalId: string;
  name: string;
  definition: CreateTableCommandInput & {
    AttributeDefinitions: AttributeDefinition[];
    KeySchema: KeySchemaElement[];
    GlobalSecondaryIndexes?: GlobalSecondaryIndex[];
  };
  timeToLiveAttribute: string | undefined;
};

const THROUGHPUT: Support = { honours: { ReadCapacityUnits: true, WriteCapacityUnits: true } };

const KEY: Support = { honours: { AttributeName: true, KeyType: true } };

const LOCAL_INDEX = {
  honours: {
    IndexName: true,
    KeySchema: { listOf: KEY },
    Projection: { honours: { ProjectionType: true, NonKeyAttributes: true } },
  },
} satisfies Support;

const GLOBAL_INDEX: Support = {
  honours: { ...LOCAL_INDEX.honours, ProvisionedThroughput: THROUGHPUT },
  ignores: {
    'CloudWatch metrics': ['ContributorInsightsSpecification'],
    'a ceiling on the bill; nothing throttles here': ['OnDemandThroughput'],
  },
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const table: ResourceReader<Table> = {
  type: 'AWS::DynamoDB::Table',
  supports: {
    honours: {
      TableName: true,
      AttributeDefinitions: { listOf: { honours: { AttributeName: true, AttributeType: true } } },
      KeySchema: { listOf: KEY },
      GlobalSecondaryIndexes: { listOf: GLOBAL_INDEX },
      LocalSecondaryIndexes: { listOf: LOCAL_INDEX },
      BillingMode: true,
      ProvisionedThroughput: THROUGHPUT,
      StreamSpecification: {
        honours: { StreamViewType: true },
        ignores: { 'permissions: there is no IAM': ['ResourcePolicy'] },
      },
      TimeToLiveSpecification: { honours: { AttributeName: true, Enabled: true } },
    },
    ignores: {
      'CloudWatch metrics': ['ContributorInsightsSpecification'],
      'protects from DeleteTable by a stack, of which there is none': ['DeletionProtectionEnabled'],
      'a ceiling on the bill; nothing throttles here': ['OnDemandThroughput'],
      'there are no backups': ['PointInTimeRecoverySpecification'],
      'permissions: there is no IAM': ['ResourcePolicy'],
      'encryption at rest': ['SSESpecification'],
      'there is no bill': ['TableClass', 'Tags'],
    },
  },
  nameProperty: 'TableName',
  // A table's name has three characters at least; CloudFormation begins each that it makes with the name of the stack.
  generatedName: (logicalId) => (logicalId.length < 3 ? `local-${logicalId}` : logicalId),
  attributes: (name, { region, accountId }) => {
    const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
    return { Arn: arn, StreamArn: `${arn}/stream/local` };
  },
  read: (logicalId, name, properties) => {
    const billingMode = properties.choice('BillingMode', ['PAY_PER_REQUEST', 'PROVISIONED']) ?? 'PROVISIONED';
    const globalIndexes = properties.sections('GlobalSecondaryIndexes').map(globalIndex);
    const localIndexes = properties.sections('LocalSecondaryIndexes').map(localIndex);
    const throughput = properties.section('ProvisionedThroughput');
    const stream = properties.section('StreamSpecification');
    const definition = {
      TableName: name,
      BillingMode: billingMode,
      AttributeDefinitions: properties.sections('AttributeDefinitions').map(attributeDefinition),
      KeySchema: keySchema(properties),
      ...(globalIndexes.length > 0 && { GlobalSecondaryIndexes: globalIndexes }),
      ...(localIndexes.length > 0 && { LocalSecondaryIndexes: localIndexes }),
      ...(throughput && { ProvisionedThroughput: provisionedThroughput(throughput) }),
      ...(stream && { StreamSpecification: streamSpecification(stream) }),
    };
    const keys = [definition, ...globalIndexes, ...localIndexes].flatMap(({ KeySchema = [] }) => KeySchema);
    const defined = definition.AttributeDefinitions.map(({ AttributeName }) => AttributeName);
    const missing = keys.find(({ AttributeName }) => !defined.includes(AttributeName))?.AttributeName;
    if (missing !== undefined) throw properties.wrong('AttributeDefinitions', `lacks ${missing}, which is a key`);
    const timeToLive = properties.section('TimeToLiveSpecification');
    return { logicalId, name, definition, timeToLiveAttribute: timeToLiveAttribute(timeToLive) };
  },
};

const attributeDefinition = (fields: Fields): AttributeDefinition => ({
  AttributeName: fields.requiredText('AttributeName'),
  AttributeType: fields.choice('AttributeType', ['S', 'N', 'B']),
});

const keySchema = (fields: Fields): KeySchemaElement[] => {
  const elements = fields.sections('KeySchema').map((element) => ({
    AttributeName: element.requiredText('AttributeName'),
    KeyType: element.choice('KeyType', ['HASH', 'RANGE']),
  }));
  if (elements.length === 0) throw fields.wrong('KeySchema', 'is missing');
  return elements;
};

const projection = (fields: Fields): Projection => {
  const section = fields.requiredSection('Projection');
  const attributes = section.texts('NonKeyAttributes');
  return {
    ProjectionType: section.choice('ProjectionType', ['ALL', 'KEYS_ONLY', 'INCLUDE']),
    ...(attributes.length > 0 && { NonKeyAttributes: attributes }),
  };
};

const localIndex = (fields: Fields): LocalSecondaryIndex => ({
  IndexName: fields.requiredText('IndexName'),
  KeySchema: keySchema(fields),
  Projection: projection(fields),
});

const globalIndex = (fields: Fields): GlobalSecondaryIndex => {
  const throughput = fields.section('ProvisionedThroughput');
  return {
    IndexName: fields.requiredText('IndexName'),
    KeySchema: keySchema(fields),
    Projection: projection(fields),
    ...(throughput && { ProvisionedThroughput: provisionedThroughput(throughput) }),
  };
};

const provisionedThroughput = (fields: Fields): ProvisionedThroughput => ({
  ReadCapacityUnits: fields.integer('ReadCapacityUnits', { min: 1 }),
  WriteCapacityUnits: fields.integer('WriteCapacityUnits', { min: 1 }),
});

const streamSpecification = (fields: Fields): StreamSpecification => ({
  StreamEnabled: true,
  StreamViewType: fields.choice('StreamViewType', ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']),
});

const timeToLiveAttribute = (fields: Fields | undefined): string | undefined => {
  if (fields === undefined) return undefined;
  return fields.flag('Enabled') === true ? fields.requiredText('AttributeName') : undefined;
};

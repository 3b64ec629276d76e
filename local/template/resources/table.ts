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
import type { ResourceReader } from './reader.ts';

const TYPE = 'AWS::DynamoDB::Table';

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

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const table: ResourceReader<Table> = {
  type: TYPE,
  nameProperty: 'TableName',
  attributes: (name, { region, accountId }) => {
    const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
    return { Arn: arn, StreamArn: `${arn}/stream/local` };
  },
  read: (logicalId, name, properties) => {
    properties.only(TYPE, [
      'TableName',
      'AttributeDefinitions',
      'KeySchema',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'BillingMode',
      'ProvisionedThroughput',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ]);
    const billingMode = properties.choice('BillingMode', ['PAY_PER_REQUEST', 'PROVISIONED']) ?? 'PROVISIONED';
    const globalIndexes = properties.sections('GlobalSecondaryIndexes').map(globalIndex);
    const localIndexes = properties.sections('LocalSecondaryIndexes').map(localIndex);
    const throughput = properties.section('ProvisionedThroughput');
    const stream = properties.section('StreamSpecification');
    return {
      logicalId,
      name,
      definition: {
        TableName: name,
        BillingMode: billingMode,
        AttributeDefinitions: properties.sections('AttributeDefinitions').map(attributeDefinition),
        KeySchema: keySchema(properties),
        ...(globalIndexes.length > 0 && { GlobalSecondaryIndexes: globalIndexes }),
        ...(localIndexes.length > 0 && { LocalSecondaryIndexes: localIndexes }),
        ...(throughput && { ProvisionedThroughput: provisionedThroughput(throughput) }),
        ...(stream && { StreamSpecification: streamSpecification(stream) }),
      },
      timeToLiveAttribute: timeToLiveAttribute(properties.section('TimeToLiveSpecification')),
    };
  },
};

const attributeDefinition = (fields: Fields): AttributeDefinition => ({
  AttributeName: fields.only(`${TYPE} attribute`, ['AttributeName', 'AttributeType']).requiredText('AttributeName'),
  AttributeType: fields.choice('AttributeType', ['S', 'N', 'B']),
});

const keySchema = (fields: Fields): KeySchemaElement[] => {
  const elements = fields.sections('KeySchema').map((element) => ({
    AttributeName: element.only(`${TYPE} key`, ['AttributeName', 'KeyType']).requiredText('AttributeName'),
    KeyType: element.choice('KeyType', ['HASH', 'RANGE']),
  }));
  if (elements.length === 0) throw fields.wrong('KeySchema', 'is missing');
  return elements;
};

const projection = (fields: Fields): Projection => {
  const section = fields
    .requiredSection('Projection')
    .only(`${TYPE} projection`, ['ProjectionType', 'NonKeyAttributes']);
  const attributes = section.texts('NonKeyAttributes');
  return {
    ProjectionType: section.choice('ProjectionType', ['ALL', 'KEYS_ONLY', 'INCLUDE']),
    ...(attributes.length > 0 && { NonKeyAttributes: attributes }),
  };
};

const localIndex = (fields: Fields): LocalSecondaryIndex => ({
  IndexName: fields.only(`${TYPE} index`, ['IndexName', 'KeySchema', 'Projection']).requiredText('IndexName'),
  KeySchema: keySchema(fields),
  Projection: projection(fields),
});

const globalIndex = (fields: Fields): GlobalSecondaryIndex => {
  fields.only(`${TYPE} index`, ['IndexName', 'KeySchema', 'Projection', 'ProvisionedThroughput']);
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
  StreamViewType: fields
    .only(`${TYPE} stream`, ['StreamViewType'])
    .choice('StreamViewType', ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']),
});

const timeToLiveAttribute = (fields: Fields | undefined): string | undefined => {
  if (fields === undefined) return undefined;
  fields.only(`${TYPE} time to live`, ['AttributeName', 'Enabled']);
  return fields.flag('Enabled') === true ? fields.requiredText('AttributeName') : undefined;
};

import { streamsOf } from '../../src/template/events/registry.ts';
import { changed, readText } from '../support/template-text.ts';

const STREAM = changed(
  '      KeySchema: [{ AttributeName: PK, KeyType: HASH }]',
  '      KeySchema: [{ AttributeName: PK, KeyType: HASH }]\n      StreamSpecification: { StreamViewType: NEW_IMAGE }',
);

/** A template whose function reads the table's stream. @param properties of the event beside its stream, as YAML */
const withEvent = (properties: string, stream = '!GetAtt Table.StreamArn', template = STREAM): string =>
  `${template}        Changes:
          Type: DynamoDB
          Properties: { Stream: ${stream}, ${properties.replace(/\s+/g, ' ')} }\n`;

const event = (properties: string) => streamsOf(readText(withEvent(properties)).functions)[0];

describe('a DynamoDB event of a function', () => {
  test('has Lambda’s defaults', () => {
    expect(event('StartingPosition: LATEST')).toEqual({
      type: 'DynamoDB',
      path: 'Hello.Events.Changes.Properties',
      streamArn: 'arn:aws:dynamodb:eu-north-1:123456789012:table/Table/stream/local',
      enabled: true,
      startingPosition: 'LATEST',
      batchSize: 100,
      batchingWindowMs: 0,
      matches: expect.any(Function),
      reportsItemFailures: false,
      bisects: false,
      maxRetries: undefined,
      maxRecordAgeMs: undefined,
      onFailureQueueArn: undefined,
    });
    expect(event('StartingPosition: LATEST')?.matches({ eventName: 'INSERT' })).toBe(true);
  });

  test('takes what it says, and no limit for -1', () => {
    const all = event(`StartingPosition: TRIM_HORIZON, BatchSize: 10000, MaximumBatchingWindowInSeconds: 300,
      FunctionResponseTypes: [ReportBatchItemFailures], BisectBatchOnFunctionError: true, MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 60, ParallelizationFactor: 1, Enabled: false, MetricsConfig: { Metrics: [EventCount] },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }, { Pattern: '{"eventName":["INSERT"]}' }] }`);
    expect(all).toMatchObject({
      startingPosition: 'TRIM_HORIZON',
      batchSize: 10_000,
      batchingWindowMs: 300_000,
      reportsItemFailures: true,
      bisects: true,
      maxRetries: 3,
      maxRecordAgeMs: 60_000,
      enabled: false,
    });
    const matching = ['INSERT', 'MODIFY', 'REMOVE'].filter((eventName) => all?.matches({ eventName }));
    expect(matching).toEqual(['INSERT', 'REMOVE']);
    const unlimited = 'StartingPosition: LATEST, MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1';
    expect(event(unlimited)).toMatchObject({ maxRetries: undefined, maxRecordAgeMs: undefined });
  });

  const filters = (patterns: string[]) =>
    `FilterCriteria: { Filters: [${patterns.map((pattern) => `{ Pattern: '${pattern}' }`).join(', ')}] }`;

  test.each([
    [
      'an unknown property',
      'TumblingWindowInSeconds: 5',
      /^Hello\.Events\.Changes\.Properties\.TumblingWindowInSeconds is/,
    ],
    [
      'a starting time',
      'StartingPosition: AT_TIMESTAMP',
      /StartingPosition is AT_TIMESTAMP; .* honours TRIM_HORIZON, LATEST/,
    ],
    ['no starting position', 'BatchSize: 1', /\.StartingPosition is missing\.$/],
    ['an empty batch', 'BatchSize: 0', /\.BatchSize must be a number from 1 to 10000, not 0/],
    ['a long window', 'MaximumBatchingWindowInSeconds: 301', /InSeconds must be a number from 0 to 300/],
    ['several batches at once', 'ParallelizationFactor: 2', /\.ParallelizationFactor is 2; the local runner hands/],
    ['another response', 'FunctionResponseTypes: [Nothing]', /\.FunctionResponseTypes has Nothing; /],
    ['a short age', 'MaximumRecordAgeInSeconds: 59', /InSeconds must be -1 or at least 60, not 59/],
    ['too many retries', 'MaximumRetryAttempts: 10001', /\.MaximumRetryAttempts must be a number from -1 to 10000/],
    ['a topic', 'DestinationConfig: { OnFailure: { Type: SNS, Destination: x } }', /OnFailure\.Type is SNS; .* SQS\.$/],
    ['another destination', 'DestinationConfig: { OnSuccess: {} }', /DestinationConfig\.OnSuccess is a property/],
    ['no destination', 'DestinationConfig: { OnFailure: {} }', /OnFailure\.Destination is missing/],
    [
      'a destination that is no queue',
      'StartingPosition: LATEST, DestinationConfig: { OnFailure: { Destination: !GetAtt Hello.Arn } }',
      /Destination is arn:aws:lambda:\S+, which is no queue of the template; the local runner has no other\.$/,
    ],
    ['a filter that is not JSON', filters(['{']), /Filters\[0\]\.Pattern is not JSON\.$/],
    ['a filter without a pattern', 'FilterCriteria: { Filters: [{}] }', /Filters\[0\]\.Pattern is missing/],
    ['an unknown comparison', filters(['{"a":[{"wildcard":"*"}]}']), /Filters\[0\]\.Pattern has .* at a, which is no/],
    ['a long filter', filters([`{"a":["${'x'.repeat(4_096)}"]}`]), /Pattern is longer than 4096 characters\.$/],
    ['many filters', filters(Array(11).fill('{"a":["x"]}')), /\.Filters has 11 filters; at most 10 are allowed\.$/],
  ])('is refused with %s, and says where', (_, properties, sentence) => {
    const complete = /StartingPosition|BatchSize: 1$/.test(properties)
      ? properties
      : `StartingPosition: LATEST, ${properties}`;
    expect(() => event(complete)).toThrow(sentence);
  });

  test('is refused on a stream that is not there', () => {
    const none = withEvent('StartingPosition: LATEST', 'arn:aws:dynamodb:eu-north-1:123456789012:table/Other/stream/x');
    expect(() => readText(none)).toThrow(
      'Hello.Events.Changes.Properties.Stream is arn:aws:dynamodb:eu-north-1:123456789012:table/Other/stream/x, which is no stream of a table of the template; the local runner has no other.',
    );
    const off = withEvent('StartingPosition: LATEST').replace(/ +StreamSpecification.*\n/, '');
    expect(() => readText(off)).toThrow(/Stream is the stream of Table, which has no StreamSpecification\.$/);
  });
});

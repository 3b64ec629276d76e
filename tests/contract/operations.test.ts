import { readFileSync } from 'node:fs';
import {
  globals,
  mappings,
  metricsOf,
  ofType,
  parameters,
  placeholdersOf,
  referencesOf,
  resources,
  stackNamed,
} from '../support/operations.ts';
import type { WrittenResource } from '../support/written-template.ts';

const alarms = ofType('AWS::CloudWatch::Alarm');
const functions = ofType('AWS::Serverless::Function');
const queues = ofType('AWS::SQS::Queue');
const watched = alarms.flatMap(metricsOf);

const eventsOf = ({ properties }: Pick<WrittenResource, 'properties'>) => Object.values(properties.Events ?? {});
const socketRoutes = ofType('AWS::Serverless::WebSocketApi').flatMap(({ properties }) =>
  Object.values(properties.Routes ?? {}),
);
const behindSockets = referencesOf(socketRoutes);
const isBehindAnApi = (fn: WrittenResource): boolean =>
  behindSockets.includes(`${fn.id}.Alias`) || eventsOf(fn).some(({ Type }) => Type === 'HttpApi');

describe('alarms', () => {
  test('are the headings of docs/operations.md, one each', () => {
    const headings = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^### (\w+Alarm)$/gm)].map(([, id]) => id);
    expect(headings.sort()).toEqual(alarms.map(({ id }) => id).sort());
  });

  test.each(alarms)('$id tells the topic, and takes no data for no trouble', ({ id, properties }) => {
    expect(properties).toMatchObject({
      AlarmName: stackNamed(id),
      AlarmActions: [{ Ref: 'Alarms' }],
      OKActions: [{ Ref: 'Alarms' }],
      TreatMissingData: 'notBreaching',
    });
  });

  test('watch every dead-letter queue', () => {
    const targets = [...queues, ...functions].flatMap(({ properties }) => [
      ...referencesOf(properties.RedrivePolicy),
      ...eventsOf({ properties }).flatMap((event) => referencesOf(event.Properties.DestinationConfig)),
    ]);
    const named = queues.map(({ id }) => id).filter((id) => id.endsWith('DeadLetters'));
    const deep = watched.filter(({ name }) => name === 'ApproximateNumberOfMessagesVisible');
    expect(referencesOf(deep.map(({ dimensions }) => dimensions)).sort()).toEqual(
      [...new Set([...named, ...targets])].sort(),
    );
    expect(named.length).toBeGreaterThan(0);
  });

  test('watch the age of the changes that every reader of the stream is given', () => {
    const readers = functions.filter((fn) => eventsOf(fn).some(({ Type }) => Type === 'DynamoDB'));
    const ages = watched.filter(({ name }) => name === 'IteratorAge').map(({ dimensions }) => dimensions);
    expect(referencesOf(ages).sort()).toEqual(readers.map(({ id }) => id).sort());
    expect(readers.length).toBeGreaterThan(0);
  });

  test('watch the duration of every function: together behind each API, else each at nine tenths of its timeout', () => {
    const durations = alarms
      .map(({ properties }) => properties)
      .filter(({ MetricName }) => MetricName === 'Duration')
      .map(({ Dimensions, Threshold }) => [...referencesOf(Dimensions), Threshold]);
    const expected = functions
      .filter((fn) => !isBehindAnApi(fn))
      .map(({ id, properties }) => [id, (properties.Timeout ?? globals.Timeout) * 900]);
    expect(durations.sort()).toEqual(expected.sort());
    const latencies = watched.filter(({ name }) => name === 'IntegrationLatency').map(({ dimensions }) => dimensions);
    expect(latencies).toEqual([
      { ApiId: { Ref: 'HttpApi' } },
      {
        ApiId: { Ref: 'WebSocketApi' },
        Stage: resources.find(({ id }) => id === 'WebSocketApi')?.properties.StageName,
      },
    ]);
  });

  test('watch reads and writes of the table and of each of its indexes', () => {
    const table = { TableName: { Ref: 'WhiteboardTable' } };
    const indexes = ofType('AWS::DynamoDB::Table').flatMap(({ properties }) => properties.GlobalSecondaryIndexes ?? []);
    const places = [table, ...indexes.map(({ IndexName }) => ({ ...table, GlobalSecondaryIndexName: IndexName }))];
    const throttles = watched.filter(({ namespace }) => namespace === 'AWS/DynamoDB');
    expect(throttles).toEqual(
      places.flatMap((dimensions) =>
        ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) => ({ namespace: 'AWS/DynamoDB', name, dimensions })),
      ),
    );
  });

  test('on metrics of our own are on what a filter of logs counts', () => {
    const counted = ofType('AWS::Logs::MetricFilter').flatMap(
      ({ properties }) => properties.MetricTransformations ?? [],
    );
    const own = watched.filter(({ namespace }) => typeof namespace === 'object');
    expect(own.map(({ namespace, name }) => ({ namespace, name }))).toEqual(
      counted.map(({ MetricNamespace, MetricName }) => ({ namespace: MetricNamespace, name: MetricName })),
    );
  });

  test('are sent by mail if an address is configured', () => {
    expect(parameters.AlarmEmail?.Default).toBe('');
    expect(ofType('AWS::SNS::Subscription').map(({ properties }) => properties)).toEqual([
      { TopicArn: { Ref: 'Alarms' }, Protocol: 'email', Endpoint: { Ref: 'AlarmEmail' } },
    ]);
  });
});

describe('a gradual deployment', () => {
  test('is rolled back by alarms of this template, and by no more than CodeDeploy takes', () => {
    const { Alarms } = globals.DeploymentPreference;
    expect(alarms.map(({ id }) => stackNamed(id))).toEqual(expect.arrayContaining(Alarms));
    expect(Alarms.length).toBeLessThanOrEqual(10);
    // They stay until the queue is emptied, and would stop the deployment of the repair.
    expect(JSON.stringify(Alarms)).not.toContain('DeadLetters');
  });

  test('is what every type but AllAtOnce is', () => {
    const types = parameters.DeploymentType?.AllowedValues?.map((type) => [type, type !== 'AllAtOnce']);
    const isGradual = Object.entries(mappings.DeploymentTypes);
    expect(isGradual.map(([type, { IsGradual }]) => [type, IsGradual])).toEqual(types);
  });

  test('is used by everything that invokes functions: events and routes of the WebSocket API know only the alias', () => {
    // Events of functions lead to it wherever there is one.
    expect(globals.AutoPublishAlias).toBe('live');
    expect(functions.filter(({ properties }) => properties.AutoPublishAlias !== undefined)).toEqual([]);
    const ids = functions.map(({ id }) => id);
    const targets = socketRoutes.map(({ FunctionArn }) => FunctionArn);
    expect(targets).toHaveLength(10);
    for (const target of targets) expect(ids.map((id) => ({ Ref: `${id}.Alias` }))).toContainEqual(target);
  });

  test.each(functions)('$id publishes a version for every changed setting', ({ properties }) => {
    expect(properties.AutoPublishAliasAllProperties).toBe(true);
  });
});

describe('the dashboard', () => {
  const body = ofType('AWS::CloudWatch::Dashboard')[0]?.properties.DashboardBody?.['Fn::Sub'] ?? '';
  type Widget = { type: string; properties: { alarms?: string[]; metrics?: unknown[][] } };
  const widgets = (JSON.parse(body) as { widgets: Widget[] }).widgets;

  /** `.` repeats one value of the previous metric, `...` repeats all values before the written ones. */
  const written = (metrics: unknown[][]): string[][] => {
    let before: string[] = [];
    return metrics.map((metric) => {
      const texts = metric.filter((part) => typeof part === 'string');
      const rest =
        texts[0] === '...' ? [...before.slice(0, before.length - texts.length + 1), ...texts.slice(1)] : texts;
      before = rest.map((part, index) => (part === '.' ? (before[index] ?? part) : part));
      return before;
    });
  };
  const shown = widgets.flatMap(({ properties }) => written(properties.metrics ?? []));

  test('names only resources of the template', () => {
    const known = [...resources.map(({ id }) => id), 'AWS::Region', 'AWS::StackName'];
    expect(placeholdersOf(body).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('shows every alarm', () => {
    const arns = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    expect(arns.sort()).toEqual(alarms.map(({ id }) => `\${${id}.Arn}`).sort());
  });

  test('shows every metric that has an alarm, of the same resource', () => {
    const value = (written: unknown): string => {
      const { Ref, 'Fn::GetAtt': attribute } = written as { Ref?: string; 'Fn::GetAtt'?: string[] };
      return Ref ? `\${${Ref}}` : attribute ? `\${${attribute.join('.')}}` : String(written);
    };
    const rows = watched
      .filter(({ name }) => name !== 'Duration') // shown for each function, by a search
      .map(({ namespace, name, dimensions }) => [
        typeof namespace === 'string' ? namespace : (namespace as { 'Fn::Sub': string })['Fn::Sub'],
        name,
        ...Object.entries(dimensions).flatMap(([dimension, of]) => [dimension, value(of)]),
      ]);
    expect(shown).toEqual(expect.arrayContaining(rows));
  });

  test('shows the waiting messages of every queue', () => {
    const depth = shown.filter(([, name]) => name === 'ApproximateNumberOfMessagesVisible').map((metric) => metric[3]);
    expect(depth.sort()).toEqual(queues.map(({ id }) => `\${${id}.QueueName}`).sort());
  });
});

test('every log group forgets after LogRetentionDays', () => {
  expect(ofType('AWS::Logs::LogGroup').map(({ properties }) => properties.RetentionInDays)).toEqual(
    ofType('AWS::Logs::LogGroup').map(() => ({ Ref: 'LogRetentionDays' })),
  );
});

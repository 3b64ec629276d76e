import { changed, readText, TEMPLATE } from '../support/template-text.ts';

const OPERATIONS = `
  Topic: { Type: AWS::SNS::Topic }
  Mail:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref Topic, Protocol: email, Endpoint: !Ref Nobody }
  Filter:
    Type: AWS::Logs::MetricFilter
    Properties: { LogGroupName: !Ref Nowhere, FilterPattern: '', MetricTransformations: [] }
  Board:
    Type: AWS::CloudWatch::Dashboard
    Properties: { DashboardBody: !Sub '\${Nowhere.Arn}' }
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmActions: [!Ref Topic]
      ComparisonOperator: GreaterThanThreshold
      Dimensions: [{ Name: FunctionName, Value: !GetAtt Nowhere.Name }]
      EvaluationPeriods: 1
`;

describe('alarms, their topic and the dashboard', () => {
  test('are accepted without looking into them', () => {
    const { alarms, topics, subscriptions, metricFilters, dashboards } = readText(TEMPLATE + OPERATIONS);
    expect({ alarms, topics, subscriptions, metricFilters, dashboards }).toEqual({
      alarms: [{ logicalId: 'Alarm' }],
      topics: [{ logicalId: 'Topic' }],
      subscriptions: [{ logicalId: 'Mail' }],
      metricFilters: [{ logicalId: 'Filter' }],
      dashboards: [{ logicalId: 'Board' }],
    });
  });

  test.each([
    ['EvaluationPeriods', 'Evaluations', /^Alarm\.Evaluations is a property that the local runner cannot honour/],
    ['DashboardBody', 'Body', /^Board\.Body: /],
    ['CloudWatch::Alarm', 'CloudWatch::AnomalyDetector', /^Alarm\.Type is AWS::CloudWatch::AnomalyDetector, a/],
  ])('are refused with %s written as %s', (from, to, sentence) => {
    expect(() => readText(TEMPLATE + OPERATIONS.replace(from, to))).toThrow(sentence);
  });
});

describe('gradual deployment', () => {
  const PREFERENCE = 'DeploymentPreference: { Enabled: !FindInMap [No, such, map], Alarms: [!Ref Nowhere] }';

  test('of all functions is accepted without looking into it', () => {
    const globals = changed('Tracing: Active', `AutoPublishAlias: live\n    ${PREFERENCE}`);
    expect(readText(globals).functions).toHaveLength(1);
  });

  test('of one function too', () => {
    const own = `${PREFERENCE}\n      AutoPublishAlias: live\n      AutoPublishAliasAllProperties: true\n`;
    const function_ = changed('      CodeUri', `      ${own}      VersionDescription: !Ref Nowhere\n      CodeUri`);
    expect(readText(function_).functions).toHaveLength(1);
  });
});

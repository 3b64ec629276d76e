import type { ResourceReader } from './reader.ts';

/** Alarms, their topic and the dashboard: they watch AWS, so here they only have to be there to be referred to. */
const operations = (type: string): ResourceReader<{ logicalId: string }> => ({
  type,
  attributes: () => ({}),
  read: (logicalId, _name, properties) => {
    properties.only(type, []);
    return { logicalId };
  },
});

export const alarm = operations('AWS::CloudWatch::Alarm');
export const dashboard = operations('AWS::CloudWatch::Dashboard');
export const metricFilter = operations('AWS::Logs::MetricFilter');
export const subscription = operations('AWS::SNS::Subscription');
export const topic = operations('AWS::SNS::Topic');

import { parseTemplate, readTemplateFile } from 'sam-offline/template';

/** What of the template is paid for, used or not, and what its functions are given. */
export type Stack = {
  alarmMetrics: number;
  polledQueues: number;
  dashboards: number;
  memoryOf(logicalId: string): number;
  /** Whether a function answers requests or messages, rather than a stream or a queue. */
  isBehindAnApi(logicalId: string): boolean;
};

type Properties = {
  MemorySize?: number;
  Events?: Record<string, { Type: string }>;
  /** Of an alarm that calculates. */
  Metrics?: { MetricStat?: unknown }[];
};
type Template = {
  Globals: { Function: { MemorySize: number } };
  Resources: Record<string, { Type: string; Properties?: Properties }>;
};

const eventsOf = (properties: Properties | undefined) => Object.values(properties?.Events ?? {});

/** Reads a template of ours. @throws Failure for one that cannot be read */
export const readStack = (file: string): Stack => {
  const { Globals, Resources } = parseTemplate(readTemplateFile(file), file) as unknown as Template;
  const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);
  const metricsOf = ({ Metrics }: Properties = {}) => Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1;
  return {
    alarmMetrics: ofType('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm.Properties), 0),
    polledQueues: ofType('AWS::Serverless::Function')
      .flatMap(({ Properties }) => eventsOf(Properties))
      .filter(({ Type }) => Type === 'SQS').length,
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    memoryOf: (id) => Resources[id]?.Properties?.MemorySize ?? Globals.Function.MemorySize,
    isBehindAnApi: (id) => eventsOf(Resources[id]?.Properties).every(({ Type }) => Type === 'HttpApi'),
  };
};

import { parseTemplate, readTemplateFile } from 'sam-offline/template';

/** The parts of the template that cost something even when idle, and the settings of its functions. */
export type Stack = {
  alarmMetrics: number;
  polledQueues: number;
  dashboards: number;
  memoryOf(logicalId: string): number;
  /** Whether a function serves requests or messages, and not a stream or a queue. */
  isBehindAnApi(logicalId: string): boolean;
};

type Properties = {
  MemorySize?: number;
  Events?: Record<string, { Type: string }>;
  /** The metrics of an alarm with a formula. */
  Metrics?: { MetricStat?: unknown }[];
};
type Template = {
  Globals: { Function: { MemorySize: number } };
  Resources: Record<string, { Type: string; Properties?: Properties }>;
};

const eventsOf = (properties: Properties | undefined) => Object.values(properties?.Events ?? {});

/** Reads the project's template. @throws Failure if it cannot be read */
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

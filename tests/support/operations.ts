import { template } from './template.ts';
import { resourcesOf, type WrittenResource } from './written-template.ts';

/** Every resource of template.yaml. */
export const resources = resourcesOf(template);

/** Resources of one type: `ofType('AWS::SQS::Queue')`. */
export const ofType = (type: string): WrittenResource[] => resources.filter((resource) => resource.type === type);

/** The parsed form of `!Sub ${AWS::StackName}-<name>`. */
export const stackNamed = (name: string): unknown => ({ 'Fn::Sub': `\${AWS::StackName}-${name}` });

/** The settings that all functions share. */
export const globals = template.Globals.Function;

/** Sections as they are written. */
export const { Parameters: parameters, Mappings: mappings } = template;
const { Conditions: conditions } = template;

/** Names that `!Ref`, `!GetAtt` and `!Sub` in `value`, and in the conditions that it depends on, refer to. */
export const referencesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String(inner[0])];
    if (key === 'Fn::Sub' && typeof inner === 'string') return placeholdersOf(inner);
    if (key === 'Fn::If') return [...referencesOf(conditions[String(inner[0])]), ...referencesOf(inner.slice(1))];
    return referencesOf(inner);
  });
};

/** The names in `${…}`, without their attributes. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\$\{([^!}][^}.]*)(?:\.[^}]*)?\}/g)].map(([, name]) => String(name));

/** A metric that an alarm watches or the dashboard shows; dimension values as they are written. */
export type WatchedMetric = { namespace: unknown; name: string; dimensions: Record<string, unknown> };

/** The metrics of an alarm: its own, or those of its expression. */
export const metricsOf = ({ properties }: WrittenResource): WatchedMetric[] => {
  const metrics = properties.Metrics?.flatMap((query) => query.MetricStat?.Metric ?? []);
  return (metrics ?? [properties]).map(({ Namespace, MetricName, Dimensions = [] }) => ({
    namespace: Namespace,
    name: MetricName ?? '',
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
  }));
};

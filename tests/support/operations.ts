import { readFileSync } from 'node:fs';
import { parseTemplate } from '../../local/template/parse.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is read here as it is written, in every shape that it has
type Written = any;

const template: Written = parseTemplate(readFileSync('template.yaml', 'utf8'), 'template.yaml');

/** A resource as the template writes it, intrinsics unresolved. */
export type WrittenResource = { id: string; type: string; properties: Written };

/** Every resource of template.yaml. */
export const resources: WrittenResource[] = Object.entries<Written>(template.Resources).map(([id, resource]) => ({
  id,
  type: resource.Type,
  properties: resource.Properties ?? {},
}));

/** Resources of one type: `ofType('AWS::SQS::Queue')`. */
export const ofType = (type: string): WrittenResource[] => resources.filter((resource) => resource.type === type);

/** What `!Sub ${AWS::StackName}-<name>` is once parsed. */
export const stackNamed = (name: string): unknown => ({ 'Fn::Sub': `\${AWS::StackName}-${name}` });

/** The settings that all functions share. */
export const globals: Written = template.Globals.Function;

/** Sections as they are written. */
export const { Parameters: parameters, Mappings: mappings }: Record<string, Written> = template;
const { Conditions: conditions }: Record<string, Written> = template;

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
  const metrics: Written[] = properties.Metrics?.flatMap((query: Written) => query.MetricStat?.Metric ?? []);
  return (metrics ?? [properties]).map(({ Namespace, MetricName, Dimensions = [] }) => ({
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }: Written) => [Name, Value])),
  }));
};

/**
 * What the runner makes of the properties that may stand in one part of a template: a resource, an event, or a map in
 * one of them. `Fields` reads by it and refuses the rest by name; docs/template-support.md is made of it.
 */
export type Support = {
  honours: Record<string, Honoured>;
  /** By reason, the properties without an effect that could be seen on one machine. They aren't looked at. */
  ignores?: Record<string, readonly string[]>;
  /** Of the properties that are refused, those that need a sentence of their own: `is …; say … instead`. */
  refuses?: Record<string, string>;
};

/** `true`, or to what extent (`only 1`, in Markdown); for maps also what stands in them: in one, in each of a list or of a map. */
export type Honoured = true | string | Support | { listOf: Support } | { mapOf: Support };

/** Whether a property is honoured as one map, whose properties are declared. */
export const isSupport = (honoured: Honoured): honoured is Support =>
  typeof honoured === 'object' && 'honours' in honoured;

/** Whether a property may be given without being looked at. */
export const isIgnored = ({ ignores = {} }: Support, name: string): boolean =>
  Object.values(ignores).some((names) => names.includes(name));

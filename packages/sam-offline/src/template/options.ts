/** A template, the values for its parameters, and what its dynamic references stand for (`ssm:/my/name`). */
export type TemplateOptions = {
  /** Path of the file. */
  template: string;
  parameters: Map<string, string>;
  references: Map<string, string>;
};

/** A template in YAML, as `parseTemplate` gives it. */
declare module '*.yaml' {
  const template: Record<string, unknown>;
  export default template;
}

/** What a template means: the entry `sam-offline/template`. */
export { type Application, type ApplicationOptions, applicationOf, readApplication } from './application.ts';
export { templateSupport } from './document.ts';
export type { Table } from './dynamodb/table.ts';
export { routesOf, streamsOf } from './events/registry.ts';
export { condition, NO_VALUE, resolve, type Scope } from './intrinsics.ts';
export type { LambdaFunction } from './lambda/function.ts';
export { readParameters } from './parameters.ts';
export { isMap, parseTemplate, type RawMap } from './parse.ts';
export { readTemplateFile } from './template-file.ts';

import {
  type Application,
  type ApplicationOptions,
  applicationOf,
} from '../../packages/sam-offline/src/template/application.ts';
import written from '../../template.yaml';
import { functionsOf, type TemplateFunction, type WrittenTemplate } from './written-template.ts';

/** template.yaml as it is written, parsed once for all tests (tests/support/template-transform.ts). */
export const template = written as unknown as WrittenTemplate;

/** Every function of template.yaml. */
export const templateFunctions = (): TemplateFunction[] => functionsOf(template);

/** template.yaml with everything resolved, as the runner reads it. */
export const resolvedTemplate = (
  parameters: Record<string, string> = {},
  options: Partial<ApplicationOptions> = {},
): Application =>
  applicationOf(written, {
    template: 'template.yaml',
    region: 'us-east-1',
    databaseUrl: '',
    parameters: new Map(Object.entries(parameters)),
    ...options,
  });

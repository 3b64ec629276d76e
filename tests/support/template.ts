import type { LocalValues } from 'sam-offline';
import { type Application, applicationOf } from 'sam-offline/template';
import written from '../../template.yaml';
import { supplied } from './local-project.ts';
import { functionsOf, type TemplateFunction, type WrittenTemplate } from './written-template.ts';

/** template.yaml as it is written, parsed once for all tests (tests/support/template-transform.ts). */
export const template = written as unknown as WrittenTemplate;

/** Every function of template.yaml. */
export const templateFunctions = (): TemplateFunction[] => functionsOf(template);

/** template.yaml with everything resolved, as the runner reads it. */
export const resolvedTemplate = (
  parameters: Record<string, string> = {},
  { region = 'us-east-1', ...local }: Partial<LocalValues> & { region?: string } = {},
): Application =>
  applicationOf(written, {
    template: 'template.yaml',
    parameters: new Map(Object.entries(parameters)),
    ...supplied(local),
    region,
  });

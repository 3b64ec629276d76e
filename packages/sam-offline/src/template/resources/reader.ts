import type { Fields } from '../fields.ts';
import type { Support } from '../support.ts';

/** How one resource type of the template is understood. One file of this folder each, listed in registry.ts. */
export type ResourceReader<Resource> = {
  /** CloudFormation's name of the type. */
  type: string;
  /** The resource's properties. */
  supports: Support;
  /** The property that names the resource; without it, `!Ref` gives the logical id, as `sam local` has it. */
  nameProperty?: string;
  /** What a resource without that property is called; its logical id where this is left out. */
  generatedName?(logicalId: string): string;
  /** What `!Ref` gives for a resource called `name`; the name itself where this is left out. */
  reference?(name: string, environment: StackEnvironment): string;
  /**
   * What SAM makes beside the resource, for `!Ref`: `Alias` in `!Ref Function.Alias`. By these names.
   * @param required resolves a property of the resource, and refuses the reference where it isn't given
   */
  made?: Record<string, (name: string, environment: StackEnvironment, required: RequiredProperty) => string>;
  /** What `!GetAtt` knows of a resource called `name` (that of `nameProperty`, or its logical id). */
  attributes(name: string, environment: StackEnvironment): Record<string, string>;
  /** The typed resource. @throws Failure for every value that isn't honoured */
  read(logicalId: string, name: string, properties: Fields, environment: StackEnvironment): Resource;
};

type RequiredProperty = (property: string) => string;

/** Where the application seems to run. */
export type StackEnvironment = {
  region: string;
  accountId: string;
  databaseUrl: string;
  /** Where the runner's own SQS, SES and Lambda answer. */
  servicesUrl: string;
  /** Base URL of the WebSocket API, without a stage: `http://localhost:3001`. */
  webSocketEndpoint: string;
};

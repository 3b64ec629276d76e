import type { Fields } from '../fields.ts';

/** How one resource type of the template is understood. One file of this folder each, listed in registry.ts. */
export type ResourceReader<Resource> = {
  /** CloudFormation's name of the type. */
  type: string;
  /** The property that names the resource; without it, `!Ref` gives the logical id, as `sam local` has it. */
  nameProperty?: string;
  /** What `!GetAtt` knows of a resource called `name` (that of `nameProperty`, or its logical id). */
  attributes(name: string, environment: StackEnvironment): Record<string, string>;
  /** The typed resource. @throws Failure for every property that isn't honoured */
  read(logicalId: string, name: string, properties: Fields): Resource;
};

/** The account and region that the application seems to run in. */
export type StackEnvironment = { region: string; accountId: string };

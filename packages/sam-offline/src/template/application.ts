import { basename, dirname, resolve as resolvePath } from 'node:path';
import { Failure } from '../failure.ts';
import { checkAsWritten } from './as-written.ts';
import { checkNames } from './check-names.ts';
import { dereference } from './dynamic-references.ts';
import { checkStreams } from './dynamodb/check.ts';
import { Fields } from './fields.ts';
import { checkGlobals, withGlobals } from './globals.ts';
import { httpApi } from './http-api/api.ts';
import { checkRoutes } from './http-api/check.ts';
import { IMPLICIT_HTTP_API } from './http-api/event.ts';
import { condition, NO_VALUE, resolve, type Scope } from './intrinsics.ts';
import { lambdaFunction } from './lambda/function.ts';
import type { TemplateOptions } from './options.ts';
import { readParameters } from './parameters.ts';
import { isMap, parseTemplate, type RawMap } from './parse.ts';
import type { ResourceReader, StackEnvironment } from './resources/reader.ts';
import { readers } from './resources/registry.ts';
import { checkRules } from './rules.ts';
import { RESOURCE, TEMPLATE } from './sections.ts';
import { checkQueues } from './sqs/check.ts';
import { isIgnored } from './support.ts';
import { readTemplateFile } from './template-file.ts';
import { checkWebSocketApi } from './websocket-api/check.ts';

type Readers = typeof readers;

/** What a template declares: one list for every kind of resource in the registry. */
export type Application = StackEnvironment & {
  /** The folder that the functions' code is relative to. */
  root: string;
} & { [Kind in keyof Readers]: ReturnType<Readers[Kind]['read']>[] };

export type ApplicationOptions = Pick<TemplateOptions, 'template'> &
  Partial<TemplateOptions> & {
    region: string;
    databaseUrl: string;
    /** Where the runner's own SQS, SES and Lambda answer; anywhere does where nobody calls them. */
    servicesUrl?: string;
    /** Base URL of the WebSocket API; any does where nobody connects. */
    webSocketEndpoint?: string;
    /** Values for parameters of these names: those that the template declares, and `parameters` does not set. */
    supplied?: Record<string, string>;
    /** What `AWS::StackName` gives. */
    stackName?: string;
  };

/** The account number of AWS's own examples. */
const ACCOUNT_ID = '123456789012';
/** The runner is its own issuer; a template takes part by making its user pool conditional. */
const COGNITO =
  ' (tokens come from the issuer that the parameter JwtIssuer names; a user pool needs a condition on it)';

/**
 * Reads a template with everything resolved.
 * @throws Failure, one sentence that names resource and property, for whatever the runner cannot honour
 */
export const readApplication = (options: ApplicationOptions): Application =>
  applicationOf(parseTemplate(readTemplateFile(options.template), basename(options.template)), options);

/** The same of a template that is parsed already; `options.template` says where it is. */
export const applicationOf = (raw: RawMap, options: ApplicationOptions): Application => {
  const template = new Template(raw, options);
  const application = {
    ...template.environment,
    root: dirname(resolvePath(options.template)),
    ...template.resources(),
  };
  checkNames(application);
  checkRoutes(application);
  checkStreams(application);
  checkQueues(application);
  checkWebSocketApi(application);
  return application;
};

/** `name` is found when it is asked for: it may use what stands below it. */
type Declared = { type: string; properties: RawMap; name(): string };

class Template {
  readonly environment: StackEnvironment;
  readonly #scope: Scope;
  readonly #references: Map<string, string>;
  readonly #declared = new Map<string, Declared>();

  constructor(raw: RawMap, { parameters = new Map(), references = new Map(), region, ...options }: ApplicationOptions) {
    new Fields('The template', raw).only('a template', TEMPLATE);
    const { Transform: transform } = raw;
    const [only, ...more] = Array.isArray(transform) ? transform : [transform];
    if (only !== 'AWS::Serverless-2016-10-31' || more.length > 0) {
      throw new Failure(
        'Transform must be AWS::Serverless-2016-10-31 and nothing else; the local runner runs no macros.',
      );
    }
    const { databaseUrl, servicesUrl = 'http://127.0.0.1', webSocketEndpoint = 'http://localhost:3001' } = options;
    const { supplied = {}, stackName = 'local' } = options;
    this.environment = { region, accountId: ACCOUNT_ID, databaseUrl, servicesUrl, webSocketEndpoint };
    const declared = mapOf(raw, 'Parameters');
    const own = Object.entries(supplied).filter(([name]) => name in declared);
    const values = readParameters(declared, new Map([...own, ...parameters]));
    const names = new Map<string, unknown>([...pseudoParameters(region, stackName), ...values]);
    this.#references = references;
    this.#scope = {
      reference: (name, path) => names.get(name) ?? this.#reference(name, path),
      attribute: (resource, attribute) => this.#attribute(resource, attribute),
      conditions: mapOf(raw, 'Conditions'),
      mappings: mapOf(raw, 'Mappings'),
    };
    // All of them, so that a broken one is found even where nothing uses it.
    for (const name of Object.keys(this.#scope.conditions)) condition(name, this.#scope, 'Conditions');
    const globals = mapOf(raw, 'Globals');
    checkGlobals(globals);
    const resources = Object.entries(mapOf(raw, 'Resources'));
    if (resources.length === 0) throw new Failure('Resources is missing; there is nothing to run.');
    for (const [logicalId, definition] of resources) this.#declare(logicalId, definition, globals);
    if (this.#needsImplicitApi()) this.#declare(IMPLICIT_HTTP_API, { Type: httpApi.type }, globals);
    checkRules(mapOf(raw, 'Rules'), this.#scope);
  }

  /** Every resource of every kind, typed. */
  resources(): Pick<Application, keyof Readers> {
    const collect = (reader: ResourceReader<unknown>): unknown[] =>
      [...this.#declared]
        .filter(([, declared]) => declared.type === reader.type)
        .map(([id, { name, properties }]) =>
          reader.read(id, name(), this.#fields(id, reader, properties), this.environment),
        );
    const entries = Object.entries(readers).map(([kind, reader]) => [kind, collect(reader)]);
    return Object.fromEntries(entries) as Pick<Application, keyof Readers>;
  }

  #declare(logicalId: string, definition: unknown, globals: RawMap): void {
    if (!isMap(definition)) throw new Failure(`Resources.${logicalId} must be a map.`);
    if (!/^[A-Za-z0-9]+$/.test(logicalId)) {
      throw new Failure(`Resources.${logicalId} is no logical id, which has letters and digits only.`);
    }
    const fields = new Fields(logicalId, definition).only('a resource', RESOURCE);
    const type = fields.requiredText('Type');
    mapOf(definition, 'Metadata', `${logicalId}.`);
    const properties = withGlobals(type, mapOf(definition, 'Properties', `${logicalId}.`), globals);
    checkAsWritten(logicalId, type, properties);
    const needed = fields.text('Condition');
    // What isn't made here needs no reader either.
    if (needed !== undefined && !condition(needed, this.#scope, logicalId)) return;
    const reader = readerOf(type);
    if (reader === undefined) {
      const why = type.startsWith('AWS::Cognito::') ? COGNITO : '';
      throw new Failure(`${logicalId}.Type is ${type}, a resource type that the local runner cannot honour${why}.`);
    }
    const given = reader.nameProperty === undefined ? undefined : properties[reader.nameProperty];
    let isBeingNamed = false;
    const name = () => {
      if (isBeingNamed) throw new Failure(`${logicalId}.${reader.nameProperty} depends on itself.`);
      isBeingNamed = true;
      const value = this.#resolve(given, `${logicalId}.${reader.nameProperty}`);
      isBeingNamed = false;
      const fields = new Fields(logicalId, value === NO_VALUE ? {} : { [reader.nameProperty ?? '']: value });
      return fields.text(reader.nameProperty ?? '') ?? reader.generatedName?.(logicalId) ?? logicalId;
    };
    this.#declared.set(logicalId, { type, properties, name });
  }

  #needsImplicitApi(): boolean {
    if (this.#declared.has(IMPLICIT_HTTP_API)) return false;
    const functions = [...this.#declared.values()].filter(({ type }) => type === lambdaFunction.type);
    const events = functions.flatMap(({ properties }) =>
      Object.values(isMap(properties.Events) ? properties.Events : {}),
    );
    return events.some(
      (event) => isMap(event) && event.Type === 'HttpApi' && !(isMap(event.Properties) && 'ApiId' in event.Properties),
    );
  }

  /** What has no local effect isn't resolved either: it may use what only AWS knows. */
  #fields(logicalId: string, { type, supports }: ResourceReader<unknown>, properties: RawMap): Fields {
    const observable = Object.entries(properties)
      .filter(([name]) => !isIgnored(supports, name))
      .map(([name, value]) => [name, this.#resolve(value, `${logicalId}.${name}`)]);
    const given = observable.filter(([, value]) => value !== NO_VALUE);
    return new Fields(logicalId, Object.fromEntries(given), Object.keys(properties)).only(type, supports);
  }

  #resolve(value: unknown, path: string): unknown {
    return dereference(resolve(value, this.#scope, path), this.#references, path);
  }

  #reference(name: string, path: string): string | undefined {
    const declared = this.#declared.get(name);
    if (declared === undefined) return this.#made(name, path);
    return readerOf(declared.type)?.reference?.(declared.name(), this.environment) ?? declared.name();
  }

  /** What SAM makes beside a resource: `Function.Alias`. */
  #made(reference: string, path: string): string | undefined {
    const [resource = '', what = '', ...others] = reference.split('.');
    const declared = this.#declared.get(resource);
    const made = declared && others.length === 0 ? readerOf(declared.type)?.made : undefined;
    if (declared === undefined || made === undefined || !Object.hasOwn(made, what)) return undefined;
    return made[what]?.(declared.name(), this.environment, (property) => {
      const value = this.#resolve(declared.properties[property], `${resource}.${property}`);
      if (typeof value === 'string' && value !== '') return value;
      throw new Failure(`${path}: !Ref ${reference} needs ${resource}.${property}, which is not given.`);
    });
  }

  #attribute(resource: string, attribute: string): string | undefined {
    const declared = this.#declared.get(resource);
    return declared && readerOf(declared.type)?.attributes(declared.name(), this.environment)[attribute];
  }
}

const readerOf = (type: string): ResourceReader<unknown> | undefined =>
  Object.values(readers).find((reader) => reader.type === type);

/** @param path of the map, with a point at its end, for errors */
const mapOf = (map: RawMap, key: string, path = ''): RawMap => {
  const { [key]: value = {} } = map;
  if (!isMap(value)) throw new Failure(`${path}${key} must be a map.`);
  return value;
};

const pseudoParameters = (region: string, stackName: string): [string, unknown][] => [
  ['AWS::AccountId', ACCOUNT_ID],
  ['AWS::NoValue', NO_VALUE],
  ['AWS::Partition', 'aws'],
  ['AWS::Region', region],
  ['AWS::StackId', `arn:aws:cloudformation:${region}:${ACCOUNT_ID}:stack/${stackName}/local`],
  ['AWS::StackName', stackName],
  ['AWS::URLSuffix', 'amazonaws.com'],
];

type Statement = { Effect: string; Action: string | string[]; Resource: unknown };
type Policy = { Statement: Statement[] };
type Metric = { Namespace?: unknown; MetricName: string; Dimensions?: { Name: string; Value: unknown }[] };
type Substitution = { 'Fn::Sub': string };

/** An event of a function. Only the properties of routes are typed. */
type WrittenEvent = {
  Type: string;
  Properties: {
    Method: string;
    Path: string;
    Auth?: { Authorizer?: string };
    Queue?: unknown;
    Stream?: unknown;
    DestinationConfig?: unknown;
  };
};

/** The properties of a resource that tests read. */
type Properties = Partial<Metric> & {
  AutoPublishAlias?: string;
  AutoPublishAliasAllProperties?: boolean;
  CodeUri?: string;
  DashboardBody?: Substitution;
  Events?: Record<string, WrittenEvent>;
  GlobalSecondaryIndexes?: { IndexName: string }[];
  Metrics?: { MetricStat?: { Metric: Metric } }[];
  MetricTransformations?: { MetricNamespace: unknown; MetricName: string }[];
  /** Statements for a function, named documents for a role. */
  Policies?: (Policy & { PolicyName?: string; PolicyDocument?: Policy })[];
  RedrivePolicy?: unknown;
  RetentionInDays?: unknown;
  Role?: { 'Fn::GetAtt': [role: string, attribute: 'Arn'] };
  Routes?: Record<string, { FunctionArn: { Ref: string } }>;
  StageName?: unknown;
  Threshold?: number;
  Timeout?: number;
  VersionDescription?: Substitution;
};

type WrittenParameter = {
  Type: string;
  Default?: unknown;
  AllowedValues?: string[];
  AllowedPattern?: string;
  MinValue?: number;
  MaxValue?: number;
  MaxLength?: number;
};

/** The parts of a written template that tests read, with intrinsics in their long form. */
export type WrittenTemplate = {
  Globals: { Function: { Timeout: number; AutoPublishAlias: string; DeploymentPreference: { Alarms: unknown[] } } };
  Parameters: Record<string, WrittenParameter>;
  Mappings: { DeploymentTypes: Record<string, { IsGradual: boolean }> };
  Conditions: Record<string, unknown>;
  Resources: Record<string, { Type: string; Condition?: string; Properties?: Properties }>;
};

export type WrittenResource = { id: string; type: string; properties: Properties };

/** Every resource of a template. */
export const resourcesOf = ({ Resources }: WrittenTemplate): WrittenResource[] =>
  Object.entries(Resources).map(([id, { Type, Properties = {} }]) => ({ id, type: Type, properties: Properties }));

/** A function as a template writes it. */
export type TemplateFunction = {
  logicalId: string;
  /** `post-message`: the folder below dist/ that its code is in. */
  name: string;
  codeUri: string;
  statements: Statement[];
  /** The platform's permissions in its own role, if it has one; SAM creates those of the others. */
  platform: Statement[];
  events: WrittenEvent[];
  /** Its HTTP routes, in the form of an event's routeKey. */
  routes: { key: string; authorizer: string | undefined }[];
  /** Its routes of the WebSocket API: `$connect`, `post`. */
  actions: string[];
};

/** Every function of a template. */
export const functionsOf = (template: WrittenTemplate): TemplateFunction[] => {
  const resources = resourcesOf(template);
  const socketRoutes = resources
    .filter(({ type }) => type === 'AWS::Serverless::WebSocketApi')
    .flatMap(({ properties }) => Object.entries(properties.Routes ?? {}))
    .map(([key, { FunctionArn }]) => ({ key, logicalId: FunctionArn.Ref.split('.')[0] }));
  /** The policies of that name in a function's own role. */
  const inRole = ({ Role }: Properties, name: string): Policy[] =>
    (template.Resources[Role?.['Fn::GetAtt'][0] ?? '']?.Properties?.Policies ?? []).flatMap(
      ({ PolicyName, PolicyDocument }) => (PolicyName === name && PolicyDocument ? [PolicyDocument] : []),
    );
  return resources
    .filter(({ type }) => type === 'AWS::Serverless::Function')
    .map(({ id, properties }) => {
      const { CodeUri = '', Events = {}, Policies = inRole(properties, 'own') } = properties;
      const events = Object.values(Events);
      return {
        logicalId: id,
        name: CodeUri.replace(/^dist\/|\/$/g, ''),
        codeUri: CodeUri,
        statements: Policies.flatMap(({ Statement }) => Statement),
        platform: inRole(properties, 'platform').flatMap(({ Statement }) => Statement),
        events,
        routes: events
          .filter(({ Type }) => Type === 'HttpApi')
          .map(({ Properties: { Method, Path, Auth } }) => ({
            key: `${Method} ${Path}`,
            authorizer: Auth?.Authorizer,
          })),
        actions: socketRoutes.filter(({ logicalId }) => logicalId === id).map(({ key }) => key),
      };
    });
};

import { templateJson } from './per-worker.ts';

type Statement = { Effect: string; Action: string | string[]; Resource: unknown };
type EventProperties = {
  Method: string;
  Path: string;
  Auth?: { Authorizer?: string };
  Queue?: unknown;
  Stream?: unknown;
};
type FunctionEvent = { Type: string; Properties: EventProperties };

/** A function as the template writes it, intrinsics unresolved. */
export type TemplateFunction = {
  logicalId: string;
  /** `post-message`: the folder below dist/ that its code is in. */
  name: string;
  codeUri: string;
  statements: Statement[];
  /** What its role gives to the platform, where it has one of its own: SAM gives the others theirs. */
  platform: Statement[];
  /** What invokes it; the properties of others than routes are not typed. */
  events: FunctionEvent[];
  /** Its HTTP routes, as an event's routeKey spells them. */
  routes: { key: string; authorizer: string | undefined }[];
  /** The routes of the WebSocket API that lead to it: `$connect`, `post`. */
  actions: string[];
};

type Policy = { Statement: Statement[] };
type Role = { Properties: { Policies: { PolicyName: string; PolicyDocument: Policy }[] } };

type Resource = {
  Type: string;
  Properties: {
    CodeUri: string;
    Policies?: Policy[];
    Role?: { 'Fn::GetAtt': [role: string, attribute: 'Arn'] };
    Events?: Record<string, FunctionEvent>;
    Routes?: Record<string, { FunctionArn: { Ref: string } }>;
  };
};

const template = JSON.parse(templateJson());

const socketRoutes = Object.values(template.Resources as Record<string, Resource>)
  .filter(({ Type }) => Type === 'AWS::Serverless::WebSocketApi')
  .flatMap(({ Properties }) => Object.entries(Properties.Routes ?? {}))
  .map(([key, { FunctionArn }]) => ({ key, logicalId: FunctionArn.Ref.split('.')[0] }));

/** The policies of that name in a function's own role. */
const policiesOf = ({ Role }: Resource['Properties'], name: string): Policy[] => {
  const role = (template.Resources as Record<string, Role>)[Role?.['Fn::GetAtt'][0] ?? ''];
  return (role?.Properties.Policies ?? [])
    .filter(({ PolicyName }) => PolicyName === name)
    .map(({ PolicyDocument }) => PolicyDocument);
};

/** Every function of template.yaml. */
export const templateFunctions = (): TemplateFunction[] =>
  Object.entries(template.Resources as Record<string, Resource>)
    .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
    .map(([logicalId, { Properties }]) => ({
      logicalId,
      name: Properties.CodeUri.replace(/^dist\/|\/$/g, ''),
      codeUri: Properties.CodeUri,
      statements: (Properties.Policies ?? policiesOf(Properties, 'own')).flatMap(({ Statement }) => Statement),
      platform: policiesOf(Properties, 'platform').flatMap(({ Statement }) => Statement),
      events: Object.values(Properties.Events ?? {}),
      routes: Object.values(Properties.Events ?? {})
        .filter(({ Type }) => Type === 'HttpApi')
        .map(({ Properties: { Method, Path, Auth } }) => ({
          key: `${Method} ${Path}`,
          authorizer: Auth?.Authorizer,
        })),
      actions: socketRoutes.filter((route) => route.logicalId === logicalId).map(({ key }) => key),
    }));

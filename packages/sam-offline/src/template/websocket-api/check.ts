import { Failure } from '../../failure.ts';
import { isArnOf, type LambdaFunction } from '../lambda/function.ts';
import type { StackEnvironment } from '../resources/reader.ts';
import type { WebSocketApi } from './api.ts';

type Declared = StackEnvironment & { webSocketApis: WebSocketApi[]; functions: LambdaFunction[] };

/**
 * What only the whole application shows: there is one WebSocket API, its routes' functions are of this template, and
 * its settings are for routes that it has.
 * @throws Failure naming the API and its route
 */
export const checkWebSocketApi = (application: Declared): void => {
  const [api, second] = application.webSocketApis;
  if (second) throw new Failure(`${second.logicalId} is a second WebSocket API; the local runner serves one.`);
  if (api === undefined) return;
  for (const { path, functionArn } of api.routes.values()) {
    if (functionOf(functionArn, application) !== undefined) continue;
    throw new Failure(
      `${path}.FunctionArn is ${functionArn}, which is no function of the template; the local runner has no other.`,
    );
  }
  for (const key of api.routeSettings.keys()) {
    if (!api.routes.has(key))
      throw new Failure(`${api.logicalId}.RouteSettings names ${key}, which is no route of the API.`);
  }
};

/** The function that an ARN names, its own or that of its alias or version. */
export const functionOf = (
  arn: string,
  application: Pick<Declared, 'functions' | keyof StackEnvironment>,
): LambdaFunction | undefined => application.functions.find((lambda) => isArnOf(arn, lambda, application));

import { table } from '../../dynamodb/template/table.ts';
import { httpApi } from '../../http-api/template/api.ts';
import { lambdaFunction } from '../../lambda/template/function.ts';
import { queue } from '../../sqs/template/queue.ts';
import { webSocketApi } from '../../websocket-api/template/api.ts';
import { logGroup } from './log-group.ts';
import { alarm, dashboard, metricFilter, queuePolicy, role, subscription, topic } from './operations.ts';

/** Every resource type that the runner honours, under the name of its collection in the Application. */
export const readers = {
  alarms: alarm,
  dashboards: dashboard,
  functions: lambdaFunction,
  httpApis: httpApi,
  logGroups: logGroup,
  metricFilters: metricFilter,
  subscriptions: subscription,
  queuePolicies: queuePolicy,
  queues: queue,
  roles: role,
  tables: table,
  topics: topic,
  webSocketApis: webSocketApi,
};

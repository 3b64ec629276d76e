import { table } from '../dynamodb/table.ts';
import { httpApi } from '../http-api/api.ts';
import { lambdaFunction } from '../lambda/function.ts';
import { queue } from '../sqs/queue.ts';
import { webSocketApi } from '../websocket-api/api.ts';
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

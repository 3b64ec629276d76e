import { lambdaFunction } from './function.ts';
import { httpApi } from './http-api.ts';
import { logGroup } from './log-group.ts';
import { alarm, dashboard, metricFilter, queuePolicy, role, subscription, topic } from './operations.ts';
import { queue } from './queue.ts';
import { table } from './table.ts';
import { webSocketApi } from './websocket-api.ts';

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

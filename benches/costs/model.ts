import { type Assumptions, TRACED_EACH_SECOND, TRACED_OF_THE_REST } from './assumptions.ts';
import { dollars } from './prices.ts';

/** Invocations of one function. `perSecond`: their rate while there are any. */
export type Invocations = { count: number; memoryMb: number; billedMs: number; perSecond: number };

/** Everything that AWS charges for, in its own units. */
export type Usage = {
  httpRequests: number;
  socketMessages: number;
  connectionMinutes: number;
  invocations: Invocations[];
  readUnits: number;
  writeUnits: number;
  logBytes: number;
  sentBytes: number;
  queueRequests: number;
  alarmMetrics: number;
  dashboards: number;
};

export const NOTHING: Usage = {
  httpRequests: 0,
  socketMessages: 0,
  connectionMinutes: 0,
  invocations: [],
  readUnits: 0,
  writeUnits: 0,
  logBytes: 0,
  sentBytes: 0,
  queueRequests: 0,
  alarmMetrics: 0,
  dashboards: 0,
};

export const SERVICES = [
  'API Gateway',
  'Lambda',
  'DynamoDB',
  'logs',
  'X-Ray',
  'data transfer',
  'SQS',
  'alarms',
  'dashboard',
] as const;
/** Dollars by service. */
export type Bill = Record<(typeof SERVICES)[number], number>;

/** The share of invocations that X-Ray records: the first of each second, and a part of the others. */
export const tracedShare = (perSecond: number): number =>
  perSecond <= TRACED_EACH_SECOND
    ? 1
    : (TRACED_EACH_SECOND + TRACED_OF_THE_REST * (perSecond - TRACED_EACH_SECOND)) / perSecond;

/** The bill for a usage at list prices. */
export const billOf = (usage: Usage, architecture: Assumptions['architecture']): Bill => {
  const sum = (of: (invocations: Invocations) => number): number =>
    usage.invocations.reduce((total, invocations) => total + of(invocations), 0);
  const gbSeconds = sum(({ count, memoryMb, billedMs }) => (count * memoryMb * billedMs) / 1_024 / 1_000);
  return {
    'API Gateway':
      dollars(usage.httpRequests, 'httpRequest') +
      dollars(usage.socketMessages, 'socketMessage') +
      dollars(usage.connectionMinutes, 'connectionMinute'),
    Lambda:
      dollars(
        sum(({ count }) => count),
        'invocation',
      ) + dollars(gbSeconds, architecture === 'arm64' ? 'gbSecondArm' : 'gbSecondX86'),
    DynamoDB: dollars(usage.readUnits, 'readUnit') + dollars(usage.writeUnits, 'writeUnit'),
    logs: dollars(usage.logBytes, 'logByte'),
    'X-Ray': dollars(
      sum(({ count, perSecond }) => count * tracedShare(perSecond)),
      'trace',
    ),
    'data transfer': dollars(usage.sentBytes, 'byteOut'),
    SQS: dollars(usage.queueRequests, 'queueRequest'),
    alarms: dollars(usage.alarmMetrics, 'alarmMetric'),
    dashboard: dollars(usage.dashboards, 'dashboard'),
  };
};

export const totalOf = (bill: Bill): number => SERVICES.reduce((total, service) => total + bill[service], 0);

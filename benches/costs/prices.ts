/**
 * List prices of us-east-1 in US dollars, first tier, without any free tier; looked up on 2026-11-26. AWS's pages fill in their
 * amounts by script, so most amounts were read in quotations. `source` says where: `aws` on AWS's own page, `quoted` in
 * articles of 2025 and 2026, `known` from the authors' memory, to be checked.
 */
export type Price = { usd: number; per: number; page: string; source: 'aws' | 'quoted' | 'known' };

const MILLION = 1_000_000;
/** The gigabyte of CloudWatch and data transfer. */
const GB = 1_000_000_000;

const API_GATEWAY = 'https://aws.amazon.com/api-gateway/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

export const PRICES = {
  httpRequest: { usd: 1, per: MILLION, page: API_GATEWAY, source: 'quoted' },
  /** For each started 32 KB, received or sent. */
  socketMessage: { usd: 1, per: MILLION, page: API_GATEWAY, source: 'quoted' },
  connectionMinute: { usd: 0.25, per: MILLION, page: API_GATEWAY, source: 'quoted' },
  invocation: { usd: 0.2, per: MILLION, page: LAMBDA, source: 'quoted' },
  gbSecondX86: { usd: 0.0000166667, per: 1, page: LAMBDA, source: 'quoted' },
  gbSecondArm: { usd: 0.0000133334, per: 1, page: LAMBDA, source: 'quoted' },
  /** Half the price before November 2024. A function's reads of the table's stream cost nothing. */
  writeUnit: { usd: 0.625, per: MILLION, page: DYNAMODB, source: 'quoted' },
  readUnit: { usd: 0.125, per: MILLION, page: DYNAMODB, source: 'quoted' },
  storedGbMonth: { usd: 0.25, per: 1, page: DYNAMODB, source: 'known' },
  recoverableGbMonth: { usd: 0.2, per: 1, page: DYNAMODB, source: 'known' },
  logByte: { usd: 0.5, per: GB, page: CLOUDWATCH, source: 'quoted' },
  /** A month of one metric in an alarm of standard resolution. */
  alarmMetric: { usd: 0.1, per: 1, page: CLOUDWATCH, source: 'quoted' },
  /** A month of a custom metric that has data in every hour. */
  customMetric: { usd: 0.3, per: 1, page: CLOUDWATCH, source: 'quoted' },
  dashboard: { usd: 3, per: 1, page: CLOUDWATCH, source: 'quoted' },
  trace: { usd: 5, per: MILLION, page: 'https://aws.amazon.com/xray/pricing/', source: 'aws' },
  /** A request to a standard queue; an empty receive counts too. */
  queueRequest: { usd: 0.4, per: MILLION, page: 'https://aws.amazon.com/sqs/pricing/', source: 'quoted' },
  byteOut: { usd: 0.09, per: GB, page: 'https://aws.amazon.com/ec2/pricing/on-demand/', source: 'quoted' },
  mail: { usd: 0.1, per: 1_000, page: 'https://aws.amazon.com/ses/pricing/', source: 'quoted' },
  /** A person who signs in within a month, in the plan Essentials; the first 10,000 are free. */
  activeUser: { usd: 0.015, per: 1, page: 'https://aws.amazon.com/cognito/pricing/', source: 'known' },
} as const satisfies Record<string, Price>;

/** The price of an amount, in dollars. */
export const dollars = (amount: number, of: keyof typeof PRICES): number => (amount * PRICES[of].usd) / PRICES[of].per;

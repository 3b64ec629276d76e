/**
 * List prices of us-east-1 in US dollars, first tier, without any free tier; looked up on 2026-11-26. AWS's pages fill in their
 * amounts by script, so most of them were read where others quote them. `source` says where: `aws` on AWS's own page, `quoted`
 * in articles of 2025 and 2026 that quote it, `known` as the authors know it, to be checked.
 */
export type Price = { usd: number; per: number; page: string; source: 'aws' | 'quoted' | 'known' };

const MILLION = 1_000_000;
/** How CloudWatch and data transfer count gigabytes. */
const GB = 1_000_000_000;

const API_GATEWAY = 'https://aws.amazon.com/api-gateway/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

export const PRICES = {
  httpRequest: { usd: 1, per: MILLION, page: API_GATEWAY, source: 'quoted' },
  /** Received or sent, for each started 32 KB. */
  socketMessage: { usd: 1, per: MILLION, page: API_GATEWAY, source: 'quoted' },
  connectionMinute: { usd: 0.25, per: MILLION, page: API_GATEWAY, source: 'quoted' },
  invocation: { usd: 0.2, per: MILLION, page: LAMBDA, source: 'quoted' },
  gbSecondX86: { usd: 0.0000166667, per: 1, page: LAMBDA, source: 'quoted' },
  gbSecondArm: { usd: 0.0000133334, per: 1, page: LAMBDA, source: 'quoted' },
  /** Half of what it was before November 2024. A function's reads of the table's stream cost nothing. */
  writeUnit: { usd: 0.625, per: MILLION, page: DYNAMODB, source: 'quoted' },
  readUnit: { usd: 0.125, per: MILLION, page: DYNAMODB, source: 'quoted' },
  storedGbMonth: { usd: 0.25, per: 1, page: DYNAMODB, source: 'known' },
  recoverableGbMonth: { usd: 0.2, per: 1, page: DYNAMODB, source: 'known' },
  logByte: { usd: 0.5, per: GB, page: CLOUDWATCH, source: 'quoted' },
  /** Of an alarm of standard resolution, for each metric that it looks at, a month. */
  alarmMetric: { usd: 0.1, per: 1, page: CLOUDWATCH, source: 'quoted' },
  /** Of one's own, in a month in which it has data in every hour. */
  customMetric: { usd: 0.3, per: 1, page: CLOUDWATCH, source: 'quoted' },
  dashboard: { usd: 3, per: 1, page: CLOUDWATCH, source: 'quoted' },
  trace: { usd: 5, per: MILLION, page: 'https://aws.amazon.com/xray/pricing/', source: 'aws' },
  /** Of a standard queue; a receive that brings nothing is one too. */
  queueRequest: { usd: 0.4, per: MILLION, page: 'https://aws.amazon.com/sqs/pricing/', source: 'quoted' },
  byteOut: { usd: 0.09, per: GB, page: 'https://aws.amazon.com/ec2/pricing/on-demand/', source: 'quoted' },
  mail: { usd: 0.1, per: 1_000, page: 'https://aws.amazon.com/ses/pricing/', source: 'quoted' },
  /** Who signs in within a month, in the plan Essentials; the first 10,000 are free. */
  activeUser: { usd: 0.015, per: 1, page: 'https://aws.amazon.com/cognito/pricing/', source: 'known' },
} as const satisfies Record<string, Price>;

/** What an amount of something costs, in dollars. */
export const dollars = (amount: number, of: keyof typeof PRICES): number => (amount * PRICES[of].usd) / PRICES[of].per;

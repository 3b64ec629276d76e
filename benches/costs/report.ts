import type { Cost } from '../live/capacity.ts';
import { table } from '../live/statistics.ts';
import type { Assumptions } from './assumptions.ts';
import { type Bill, billOf, SERVICES, totalOf, type Usage } from './model.ts';
import { dollars, PRICES } from './prices.ts';
import type { Stack } from './stack.ts';
import { idleUsage, postsUsage, type Tab, tabsUsage } from './usage.ts';

const POSTS = 1_000_000;

type Measured = { costs: Cost[]; tab: Tab };
type Column = { title: string; bill: Bill };

const money = (usd: number): string => usd.toFixed(2);
const times = (usd: number, of: number): string => `${(usd / of).toFixed(usd < of / 10 ? 2 : 1)}x`;

/** Dollars by service, without services that cost nothing, with the sum and its ratio to `unit`. */
const bills = (columns: readonly Column[], unit: number): string[][] => {
  const paid = SERVICES.filter((service) => columns.some(({ bill }) => bill[service] > 0));
  const totals = columns.map(({ bill }) => totalOf(bill));
  return [
    ['dollars', ...columns.map(({ title }) => title)],
    ...paid.map((service) => [service, ...columns.map(({ bill }) => money(bill[service]))]),
    ['together', ...totals.map(money)],
    ['ratio', ...totals.map((total) => times(total, unit))],
  ];
};

/** Other prices, by amount. */
const besides = (): string => {
  const gb = dollars(1, 'storedGbMonth') + dollars(1, 'recoverableGbMonth');
  return [
    `Besides: $${money(gb)} a month for each GB in the table, recovery to a point in time included; $${money(dollars(1_000, 'mail'))} for`,
    `1,000 mails; $${money(dollars(1_000, 'activeUser'))} for each 1,000 people who sign in within a month, above the free 10,000; $${money(dollars(2, 'customMetric'))} for`,
    'the two metrics that are counted in logs, in a month in which they have data in every hour.',
  ].join('\n');
};

const sources = (): string => {
  const known = Object.entries(PRICES).flatMap(([name, { source }]) => (source === 'known' ? [name] : []));
  return `Prices: benches/costs/prices.ts, us-east-1, without free tiers. To be checked: ${known.join(', ')}.`;
};

/** All tables of the command. */
export const report = ({ costs, tab }: Measured, stack: Stack, assumed: Assumptions): string => {
  const bill = (usage: Usage): Bill => billOf(usage, assumed.architecture);
  const posts = (how: Cost['how']) =>
    costs
      .filter((cost) => cost.how === how)
      .map((cost) => ({
        viewers: cost.connections,
        title: `viewers: ${cost.connections}`,
        bill: bill(postsUsage(POSTS, cost, stack, assumed)),
      }));
  const [alone, together] = [posts('alone'), posts('100 at once')];
  const unit = alone[0] ? totalOf(alone[0].bill) : Number.NaN;
  const tabs = (count: number): Bill => bill(tabsUsage(count, tab, stack, assumed));
  const withTabs = (columns: typeof alone): string[] => [
    'with their tabs',
    ...columns.map(({ bill: own, viewers }) => money(totalOf(own) + totalOf(tabs(viewers)))),
  ];
  const month = [
    { title: 'an open tab', bill: tabs(1) },
    { title: '100 open tabs', bill: tabs(100) },
    { title: 'idle', bill: bill(idleUsage(stack)) },
  ];
  const assumptions = `Assumed: ${assumed.requestMs} ms billed of a request, ${assumed.batchMs} of a batch and ${assumed.deliveryMs} of each delivery, ${assumed.architecture}.`;
  return [
    `A million posts, one at a time, evenly over a month\n${table([...bills(alone, unit), withTabs(alone)])}`,
    `A million posts, 100 at once\n${table([...bills(together, unit), withTabs(together)])}`,
    `A month\n${table(bills(month, unit))}`,
    `${besides()}\n${sources()}\n${assumptions}`,
  ].join('\n\n');
};

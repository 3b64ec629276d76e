import { Failure, INFORMATION_HELP, parseCommandLine, runScript } from '../../tools/command-line.ts';
import { ASSUMED, type Assumptions } from './assumptions.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';
import { readStack } from './stack.ts';

const HELP = `npm run bench:costs: what AWS would charge, by its list prices: for a million posts with nobody, 1, 10 and 100 people
looking, for a tab that is open for a month, and for a month in which nobody calls

It measures capacity units, invocations, messages and log lines with the runner, in some three minutes. How long functions
run in AWS cannot be measured here:

  --request-ms <n>          billed milliseconds of a request or message (${ASSUMED.requestMs})
  --batch-ms <n>            billed milliseconds of a batch of changes (${ASSUMED.batchMs})
  --delivery-ms <n>         and of each delivery of one to a connection (${ASSUMED.deliveryMs})
  --architecture <name>     x86_64 or arm64 (${ASSUMED.architecture})
${INFORMATION_HELP}`;

/** @throws Failure for a flag that is not a number of milliseconds, or not a Lambda architecture */
const assumptionsOf = (args: string[]): Assumptions => {
  const { values } = parseCommandLine({
    args,
    options: {
      'request-ms': { type: 'string', default: String(ASSUMED.requestMs) },
      'batch-ms': { type: 'string', default: String(ASSUMED.batchMs) },
      'delivery-ms': { type: 'string', default: String(ASSUMED.deliveryMs) },
      architecture: { type: 'string', default: ASSUMED.architecture },
    },
  });
  const milliseconds = (flag: 'request-ms' | 'batch-ms' | 'delivery-ms'): number => {
    const text = values[flag];
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
    throw new Failure(`--${flag} takes a number of milliseconds, not "${text}".`);
  };
  const { architecture } = values;
  if (architecture !== 'x86_64' && architecture !== 'arm64')
    throw new Failure(`--architecture takes x86_64 or arm64, not "${architecture}".`);
  return {
    requestMs: milliseconds('request-ms'),
    batchMs: milliseconds('batch-ms'),
    deliveryMs: milliseconds('delivery-ms'),
    architecture,
  };
};

await runScript(HELP, async (args) => {
  const assumed = assumptionsOf(args);
  const stack = readStack('template.yaml');
  return report(await measure(), stack, assumed);
});

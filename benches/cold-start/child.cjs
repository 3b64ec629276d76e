// One cold start: loads a bundle, hands it one event, and tells what the whole process has cost until its answer.
// node child.cjs BUNDLE EVENT
const { readFileSync } = require('node:fs');

const [bundle, file] = process.argv.slice(2);
const { handler } = require(bundle);
const context = { awsRequestId: 'bench', functionName: process.env.AWS_LAMBDA_FUNCTION_NAME, getRemainingTimeInMillis: () => 10_000 };

handler(JSON.parse(readFileSync(file, 'utf8')), context).then(({ statusCode }) => {
  const { user, system } = process.cpuUsage();
  process.send({ statusCode, cpuMs: (user + system) / 1_000, wallMs: performance.now() }, () => process.exit());
});

import { type DeployedFunctions, deployFunctions } from '../support/functions.ts';

const CLIENT = 'new SQSClient({}).config.serviceId';
const OWN = {
  'node_modules/@aws-sdk/client-sqs/package.json': '{ "main": "index.js" }',
  'node_modules/@aws-sdk/client-sqs/index.js':
    "exports.SQSClient = class { config = { serviceId: 'the function’s own' }; };",
};

/** A function that returns `expression`, with `line` before it. */
const commonJs = (line: string, expression: string) => ({
  'index.js': `${line}\nexports.handler = async () => ${expression};`,
});
const esModule = (line: string, expression: string) => ({
  'index.mjs': `${line}\nexport const handler = async () => ${expression};`,
});

describe('the AWS SDK, for a function that does not bring it along', () => {
  let functions: DeployedFunctions;
  beforeAll(() => {
    functions = deployFunctions({
      Requires: commonJs("const { SQSClient } = require('@aws-sdk/client-sqs');", CLIENT),
      Imports: esModule("import { SQSClient } from '@aws-sdk/client-sqs';", CLIENT),
      ImportsLate: commonJs("const sdk = import('@aws-sdk/client-sqs');", 'Object.keys(await sdk)'),
      ImportsBelow: esModule("import { marshall } from '@aws-sdk/util-dynamodb';", "marshall({ id: '1' })"),
      RequiresOwn: { ...commonJs("const { SQSClient } = require('@aws-sdk/client-sqs');", CLIENT), ...OWN },
      ImportsOwn: { ...esModule("import { SQSClient } from '@aws-sdk/client-sqs';", CLIENT), ...OWN },
      RequiresAbsent: commonJs("require('@aws-sdk/client-s3');", '1'),
      ImportsAbsent: esModule("import '@aws-sdk/client-s3';", '1'),
      RequiresOther: commonJs("require('zod');", '1'),
      ImportsOther: esModule("import '@smithy/core';", '1'),
    });
  });
  afterAll(() => functions.remove());

  test.each(['Requires', 'Imports'])('%s the runner’s', async (name) => {
    expect(await functions.invoke(name)).toBe('SQS');
  });

  test('can be imported later, and all of its packages can', async () => {
    expect(await functions.invoke('ImportsLate')).toContain('SQSClient');
    expect(await functions.invoke('ImportsBelow')).toEqual({ id: { S: '1' } });
  });

  test.each(['RequiresOwn', 'ImportsOwn'])('%s copy where there is one', async (name) => {
    expect(await functions.invoke(name)).toBe('the function’s own');
  });

  test.each(['RequiresAbsent', 'ImportsAbsent'])('%s client: the error says what to install', async (name) => {
    await expect(functions.invoke(name)).rejects.toThrow(
      'Runtime.ImportModuleError: Cannot find @aws-sdk/client-s3. Functions get the packages of the AWS SDK from the ' +
        'runner’s node_modules: run "npm install --save-dev @aws-sdk/client-s3" in its folder',
    );
  });

  test.each([
    ['RequiresOther', "Cannot find module 'zod'"],
    ['ImportsOther', "Cannot find package '@smithy/core'"],
  ])('%s package of the runner: there is none', async (name, message) => {
    await expect(functions.invoke(name)).rejects.toThrow(message);
  });
});

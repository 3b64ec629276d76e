import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { add, client } from './count.mjs';

const { PEOPLE, FIGURES, GREETINGS_URL } = process.env;
const queues = new SQSClient();

/** Answers `{ "text": "Hello, Ada", "times": 1 }`. */
export const hello = async ({ queryStringParameters: { name = 'world' } = {} }) => ({
  text: `Hello, ${name}`,
  times: await add(PEOPLE, name),
});

/** Takes `{ "name": "Ada" }`. */
export const greet = async ({ body }) => {
  await queues.send(new SendMessageCommand({ QueueUrl: GREETINGS_URL, MessageBody: body }));
  return { statusCode: 202 };
};

/** Answers `{ "changes": 2 }`. */
export const figures = async () => {
  const { Items } = await client.send(new ScanCommand({ TableName: FIGURES }));
  return Object.fromEntries(Items.map(({ name, times }) => [name.S, Number(times.N)]));
};

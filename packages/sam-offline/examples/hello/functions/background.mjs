import { add } from './count.mjs';

const { PEOPLE, FIGURES } = process.env;

/** Writes down who is greeted. */
export const greetings = async ({ Records }) => {
  for (const { body } of Records) await add(PEOPLE, JSON.parse(body).name);
};

/** Counts what changes among people. */
export const changes = async ({ Records }) => {
  await add(FIGURES, 'changes', Records.length);
};

/** Counts minutes. */
export const minute = async () => {
  await add(FIGURES, 'minutes');
};

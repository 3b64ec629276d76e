import * as z from 'zod';
import { fromEnvironment, prepare } from '../../src/environment.ts';

describe('what is made of the environment', () => {
  const made: number[] = [];
  const limit = fromEnvironment({ TEST_LIMIT: z.coerce.number().int(), TEST_NAME: z.string().optional() }, (env) => {
    made.push(env.TEST_LIMIT);
    return { limit: env.TEST_LIMIT };
  });
  beforeEach(() => void made.splice(0));

  test('is made when it is asked for, and stays the same', () => {
    process.env.TEST_LIMIT = '3';
    expect(made).toEqual([]);
    expect(limit()).toEqual({ limit: 3 });
    expect(limit()).toBe(limit());
    expect(made).toEqual([3]);
  });

  test.each([
    ['TEST_LIMIT', '4'],
    ['TEST_NAME', 'other'],
  ])('is made anew once %s has changed', (name, value) => {
    const before = limit();
    process.env[name] = value;
    expect(limit()).not.toBe(before);
  });

  test('names what is missing or not valid, and repeats no value', () => {
    process.env.TEST_LIMIT = 'secret';
    expect(limit).toThrow(new Error('The environment of this function is wrong: TEST_LIMIT is not valid'));
    delete process.env.TEST_LIMIT;
    expect(limit).toThrow('TEST_LIMIT is missing');
  });

  test('is prepared in Lambda alone', () => {
    process.env.TEST_LIMIT = '5';
    prepare();
    expect(made).toEqual([]);
    process.env.AWS_LAMBDA_FUNCTION_NAME = 'test';
    prepare();
    expect(made).toEqual([5]);
  });

  test('stays what it is in Lambda, where reading the environment at every request would cost time only', () => {
    process.env.TEST_LIMIT = '6';
    expect(limit()).toEqual({ limit: 5 });
  });
});

import * as z from 'zod';

/** Everything that the modules of this function make of its environment. */
const declared: (() => unknown)[] = [];

const checked = <S extends z.ZodRawShape>(variables: z.ZodObject<S>): z.output<z.ZodObject<S>> => {
  const result = variables.safeParse(process.env);
  if (result.success) return result.data;
  const names = new Set(result.error.issues.map(({ path }) => String(path[0])));
  const wrong = [...names].map((name) => `${name} is ${process.env[name] === undefined ? 'missing' : 'not valid'}`);
  throw new Error(`The environment of this function is wrong: ${wrong.join(', ')}`);
};

/**
 * Declares what a module makes of environment variables: settings, or a client with them. Importing the module reads and
 * opens nothing. It is made when it is first asked for, and anew only when one of the variables has changed.
 * @returns what gives it @throws Error naming each variable that is missing or not valid, never a value
 * @example const table = fromEnvironment({ TABLE_NAME: z.string().min(1) }, (env) => env.TABLE_NAME); table() // 'Whiteboard'
 */
export const fromEnvironment = <S extends z.ZodRawShape, T>(
  shape: S,
  make: (values: z.output<z.ZodObject<S>>) => T,
): (() => T) => {
  const names = Object.keys(shape);
  let kept: { key: string; made: T } | undefined;
  const get = (): T => {
    const key = JSON.stringify(names.map((name) => process.env[name]));
    if (kept?.key !== key) kept = { key, made: make(checked(z.object(shape))) };
    return kept.made;
  };
  declared.push(get);
  return get;
};

/**
 * Makes all that was declared, in Lambda: a wrong environment fails the initialisation of the function, not a request, and
 * clients are made while the initialisation has a whole CPU. Every stack calls it; elsewhere it does nothing, so that a contract can be imported anywhere.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const prepare = (): void => {
  if (process.env.AWS_LAMBDA_FUNCTION_NAME === undefined) return;
  for (const get of declared) get();
};

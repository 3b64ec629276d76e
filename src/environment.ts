import * as z from 'zod';

/** Every declared value of this function, for `prepare`. */
const declared: (() => unknown)[] = [];
/** Whether the environment stays as it is: Lambda sets it for the life of an execution environment. */
let isFixed = false;

const checked = <S extends z.ZodRawShape>(variables: z.ZodObject<S>): z.output<z.ZodObject<S>> => {
  const result = variables.safeParse(process.env);
  if (result.success) return result.data;
  const names = new Set(result.error.issues.map(({ path }) => String(path[0])));
  const wrong = [...names].map((name) => `${name} is ${process.env[name] === undefined ? 'missing' : 'not valid'}`);
  throw new Error(`The environment of this function is wrong: ${wrong.join(', ')}`);
};

/**
 * Declares a value that depends on environment variables: settings, or a client. Importing the module reads and opens
 * nothing. The value is made on first use, and outside Lambda again when one of the variables has changed.
 * @returns a function that returns the value
 * @throws Error that names each missing or invalid variable, never its value
 * @example const table = fromEnvironment({ TABLE_NAME: z.string().min(1) }, (env) => env.TABLE_NAME); table() // 'Whiteboard'
 */
export const fromEnvironment = <S extends z.ZodRawShape, T>(
  shape: S,
  make: (values: z.output<z.ZodObject<S>>) => T,
): (() => T) => {
  const names = Object.keys(shape);
  let kept: { key: string; made: T } | undefined;
  const get = (): T => {
    if (isFixed && kept) return kept.made;
    const key = JSON.stringify(names.map((name) => process.env[name]));
    if (kept?.key !== key) kept = { key, made: make(checked(z.object(shape))) };
    return kept.made;
  };
  declared.push(get);
  return get;
};

/**
 * In Lambda, makes all declared values. So a wrong environment fails the function's initialisation instead of a
 * request, and clients are made while the initialisation has a whole CPU. Every stack calls it. Outside Lambda it does
 * nothing, so that contracts can be imported anywhere.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const prepare = (): void => {
  if (process.env.AWS_LAMBDA_FUNCTION_NAME === undefined) return;
  for (const get of declared) get();
  isFixed = true;
};

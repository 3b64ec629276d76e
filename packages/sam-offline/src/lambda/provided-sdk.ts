import { createRequire, type ResolveHookContext, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeOf } from '../failure.ts';

const PACKAGE = /^@aws-sdk\/[^/]+/;
const ABSENT = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'];

const require = createRequire(import.meta.url);

/**
 * Lets a function require and import the AWS SDK's packages without having them, as Lambda's Node runtimes do: they are
 * the runner's own then. A function's own copy comes first; nothing but `@aws-sdk/` is looked for here.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included
 */
export const provideSdk = (taskRoot: string): void => {
  const below = pathToFileURL(join(taskRoot, '/')).href;
  registerHooks({
    resolve: (specifier, context, next) => {
      const name = PACKAGE.exec(specifier)?.[0];
      if (name === undefined || !context.parentURL?.startsWith(below)) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch (error) {
        if (!isAbsent(error)) throw error;
        return { url: resolveHere(specifier, name, context), shortCircuit: true };
      }
    },
  });
};

const isAbsent = (error: unknown): boolean => ABSENT.includes(codeOf(error) ?? '');

const resolveHere = (specifier: string, name: string, { conditions }: ResolveHookContext): string => {
  try {
    // A package may have one file for `require` and another one for `import`.
    return conditions.includes('require')
      ? pathToFileURL(require.resolve(specifier)).href
      : import.meta.resolve(specifier);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    const message =
      `Cannot find ${specifier}. Functions get the packages of the AWS SDK from the runner’s node_modules: ` +
      `run "npm install --save-dev ${name}" in its folder`;
    throw Object.assign(new Error(message), { name: 'Runtime.ImportModuleError', code: codeOf(error) });
  }
};

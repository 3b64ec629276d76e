import type { Fields } from '../fields.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html: Lambda sets these itself. */
const RESERVED = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];
/** Bytes of all variables as JSON, which is what Lambda measures. */
const MAX_BYTES = 4_096;

/**
 * A function's own environment variables.
 * @param environment the function's `Environment`
 * @throws Failure for a name that Lambda keeps for itself or does not allow, and for more than 4 KB
 */
export const environmentVariables = (environment: Fields | undefined): Record<string, string> => {
  const section = environment?.section('Variables');
  if (section === undefined) return {};
  for (const name of section.names()) {
    if (RESERVED.includes(name)) throw section.wrong(name, 'is a variable that Lambda sets itself');
    if (!/^[A-Za-z]\w+$/.test(name)) {
      throw section.wrong(name, 'is no name for a variable: a letter, then letters, digits and _, at least two in all');
    }
  }
  const variables = Object.fromEntries(section.names().map((name) => [name, section.text(name) ?? '']));
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > MAX_BYTES) {
    throw environment?.wrong('Variables', `are ${bytes} bytes as JSON; Lambda allows ${MAX_BYTES}`);
  }
  return variables;
};

import { stackOf } from './stack.ts';
import { functionsOf, type WrittenTemplate } from './written-template.ts';

/** Whose addresses the functions of a test have, and the stack of the grants too. */
export const MAIL = { OwnerEmail: 'owner@example.com', SenderEmail: 'whiteboard@example.com' };

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** A resource in short: `WhiteboardTable/index/GSI1`, `Mails`, `identity/owner@example.com`. */
const shortOf = (arn: string): string =>
  arn
    .replace(/^arn:Partition:[a-z-]+:Region:AccountId:/, '')
    .replace('<WebSocketApi>', 'WebSocketApi')
    .replace(/^<(\w+)\.Arn>/, '$1');

/**
 * The permissions of a template's policies, by function name: `dynamodb:Query on WhiteboardTable/index/GSI1`,
 * `sqs:SendMessage on Mails`, `ses:SendEmail on identity/owner@example.com`. Separate roles for the platform are not
 * included.
 */
export const grantsOf = (template: WrittenTemplate): Map<string, Set<string>> => {
  const { resolved } = stackOf(template, MAIL);
  return new Map(
    functionsOf(template).map(({ name, statements }) => [
      name,
      new Set(
        statements.flatMap(({ Action, Resource }) =>
          list(resolved(Resource, `the policies of ${name}`)).flatMap((resource) =>
            list(Action).map((action) => `${action} on ${shortOf(String(resource))}`),
          ),
        ),
      ),
    ]),
  );
};

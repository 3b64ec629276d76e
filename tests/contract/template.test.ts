import { templateFunctions } from '../support/template.ts';

const functions = templateFunctions();

const TABLE = { 'Fn::GetAtt': ['WhiteboardTable', 'Arn'] };
const index = (name: string) => ({ 'Fn::Sub': `\${WhiteboardTable.Arn}/index/${name}` });

/** What each function may do and where, and nothing else. A new function needs its line here. */
const ALLOWED: Record<string, [action: string, resource: unknown][]> = {
  'post-message': [['dynamodb:PutItem', TABLE]],
  'list-messages': [['dynamodb:Query', [TABLE, index('GSI2')]]],
  'get-message': [['dynamodb:GetItem', TABLE]],
  'edit-message': [['dynamodb:UpdateItem', TABLE]],
  'delete-message': [['dynamodb:DeleteItem', TABLE]],
  health: [],
  'health-ready': [['dynamodb:GetItem', TABLE]],
  openapi: [],
};

describe('template.yaml', () => {
  test.each(functions)('$name may do what it needs to, where it needs to', ({ name, statements }) => {
    expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual(ALLOWED[name]);
    expect(statements.every(({ Effect }) => Effect === 'Allow')).toBe(true);
  });

  test('no function may scan, and no policy has a wildcard', () => {
    const policies = JSON.stringify(functions.map(({ statements }) => statements));
    expect(policies).toContain('dynamodb:');
    expect(policies).not.toMatch(/Scan|\*/);
  });

  test.each(functions)('$name says who may call each of its routes', ({ routes }) => {
    expect(routes.length).toBeGreaterThan(0);
    for (const { authorizer } of routes) expect(authorizer).toBe('NONE');
  });

  test('no route is declared twice', () => {
    const keys = functions.flatMap(({ routes }) => routes.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

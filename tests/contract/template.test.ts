import { templateFunctions } from '../support/template.ts';

const functions = templateFunctions();

/** What each function may do, and nothing else. A new function needs its line here. */
const ALLOWED: Record<string, string[]> = {
  'post-message': ['dynamodb:PutItem'],
  'list-messages': ['dynamodb:Query'],
  health: [],
  'health-ready': ['dynamodb:GetItem'],
};

describe('template.yaml', () => {
  test.each(functions)('$name may do what it needs to, on this table alone', ({ name, statements }) => {
    expect(statements.flatMap(({ Action }) => Action)).toEqual(ALLOWED[name]);
    for (const { Effect, Resource } of statements) {
      expect({ Effect, Resource }).toEqual({ Effect: 'Allow', Resource: { 'Fn::GetAtt': ['WhiteboardTable', 'Arn'] } });
    }
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

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { condition, isIntrinsic, NO_VALUE, resolve, type Scope } from '../../src/template/intrinsics.ts';

const NAMES: Record<string, unknown> = {
  Stage: 'dev',
  Origins: ['a', 'b'],
  Limit: 3,
  Table: 'things',
  'Hello.Alias': 'Hello:live',
  'AWS::NoValue': NO_VALUE,
};

const scope: Scope = {
  reference: (name) => NAMES[name],
  attribute: (resource, attribute) => (resource === 'Table' ? `arn of ${attribute}` : undefined),
  conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    AsText: 'true',
    Itself: { Condition: 'Itself' },
    First: { 'Fn::Not': [{ Condition: 'Second' }] },
    Second: { 'Fn::Not': [{ Condition: 'First' }] },
    Twice: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsDev' }] },
  },
  mappings: { Sizes: { dev: { memory: 256 }, prod: 'large' }, Text: 'none' },
};
const resolved = (value: unknown): unknown => resolve(value, scope, 'Hello.OWN');
const [YES, NO] = [{ Condition: 'IsDev' }, { Condition: 'IsProd' }];

describe('an intrinsic function stands for a value', () => {
  test.each<[unknown, unknown]>([
    [{ Ref: 'Stage' }, 'dev'],
    [{ Ref: 'Origins' }, ['a', 'b']],
    [{ 'Fn::Join': ['-', ['x', { Ref: 'Limit' }, true]] }, 'x-3-true'],
    [{ 'Fn::Join': ['', { Ref: 'Origins' }] }, 'ab'],
    [{ 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    [{ 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': ['0', { Ref: 'Origins' }] }, 'a'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 256],
    [{ 'Fn::GetAtt': 'Table.Arn' }, 'arn of Arn'],
    [{ 'Fn::GetAtt': ['Table', 'Stream.Arn'] }, 'arn of Stream.Arn'],
    [{ 'Fn::GetAtt': 'Table.Stream.Arn' }, 'arn of Stream.Arn'],
    [{ 'Fn::Base64': 'abc' }, 'YWJj'],
    [{ 'Fn::Equals': ['3', { Ref: 'Limit' }] }, true],
    [{ 'Fn::Equals': ['dev', 'Dev'] }, false],
    [{ 'Fn::Not': [YES] }, false],
    [{ 'Fn::Not': [NO] }, true],
    [{ 'Fn::And': [YES, YES] }, true],
    [{ 'Fn::And': [YES, NO] }, false],
    [{ 'Fn::Or': [NO, YES] }, true],
    [{ 'Fn::Or': [NO, NO] }, false],
    [{ 'Fn::And': [YES, 'true'] }, false],
    [{ 'Fn::Or': [NO, 'true'] }, false],
    [{ 'Fn::If': ['IsDev', { Ref: 'Stage' }, { Ref: 'Nowhere' }] }, 'dev'],
    [{ 'Fn::If': ['IsProd', { Ref: 'Nowhere' }, 'small'] }, 'small'],
    [YES, true],
    [NO, false],
  ])('%j is %j', (value, expected) => expect(resolved(value)).toEqual(expected));

  test.each<[unknown, string]>([
    ['${Stage}-${Limit}', 'dev-3'],
    ['${ Stage }', 'dev'],
    ['${!Stage} ${!}', '${Stage} ${}'],
    ['${Table.Arn} ${Table.Stream.Arn}', 'arn of Arn arn of Stream.Arn'],
    ['${Hello.Alias}', 'Hello:live'],
    [['${a}-${Stage}', { a: { Ref: 'Limit' }, Stage: 'own' }], '3-own'],
    [['${Table.Arn}', { 'Table.Arn': 'own' }], 'own'],
    [['${Stage}', 'no map'], 'dev'],
    [['${Stage}'], 'dev'],
    ['{Stage} $Stage', '{Stage} $Stage'],
  ])('!Sub %j is %j', (argument, text) => expect(resolved({ 'Fn::Sub': argument })).toBe(text));
});

describe('an intrinsic function without a value is refused, and the sentence says where', () => {
  test.each<[unknown, string]>([
    [{ Ref: 'Nowhere' }, '!Ref Nowhere names no parameter or resource.'],
    [{ 'Fn::Join': 'x' }, 'Fn::Join needs a list.'],
    [{ 'Fn::Join': ['-'] }, 'Fn::Join needs two arguments.'],
    [{ 'Fn::Join': [{ Ref: 'AWS::NoValue' }, ['x']] }, 'Fn::Join needs two arguments.'],
    [{ 'Fn::Join': ['-', 'x'] }, 'Fn::Join needs a list.'],
    [{ 'Fn::Join': ['-', [['x']]] }, 'Fn::Join needs a string.'],
    [{ 'Fn::Split': [','] }, 'Fn::Split needs two arguments.'],
    [{ 'Fn::Split': [',', ['a']] }, 'Fn::Split needs a string.'],
    [{ 'Fn::Select': [0] }, 'Fn::Select needs two arguments.'],
    [{ 'Fn::Select': [0, 'x'] }, 'Fn::Select needs a list.'],
    [{ 'Fn::Select': [2, ['a', 'b']] }, 'Fn::Select has no element 2.'],
    [{ 'Fn::FindInMap': 'Sizes' }, 'Fn::FindInMap needs a list.'],
    [{ 'Fn::FindInMap': ['Sizes', 'dev'] }, 'Fn::FindInMap needs three arguments.'],
    [{ 'Fn::FindInMap': ['Sizes', 'dev', ['memory']] }, 'Fn::FindInMap needs a string.'],
    [{ 'Fn::FindInMap': ['Sizes', 'dev', 'disk'] }, 'Mappings has no Sizes.dev.disk.'],
    [{ 'Fn::FindInMap': ['Sizes', 'prod', 'length'] }, 'Mappings has no Sizes.prod.length.'],
    [{ 'Fn::FindInMap': ['Text', 'length', 'x'] }, 'Mappings has no Text.length.x.'],
    [{ 'Fn::FindInMap': ['Other', 'dev', 'memory'] }, 'Mappings has no Other.dev.memory.'],
    [{ 'Fn::GetAtt': 'Table' }, 'Fn::GetAtt needs a list.'],
    [{ 'Fn::GetAtt': { Table: 'Arn' } }, 'Fn::GetAtt needs a list.'],
    [{ 'Fn::GetAtt': ['Table'] }, 'Fn::GetAtt needs two arguments.'],
    [{ 'Fn::GetAtt': ['Other', 'Arn'] }, 'the local runner knows no attribute Other.Arn.'],
    [{ 'Fn::Base64': ['abc'] }, 'Fn::Base64 needs a string.'],
    [{ 'Fn::Equals': ['x'] }, 'Fn::Equals needs two arguments.'],
    [{ 'Fn::Not': true }, 'Fn::Not needs a list.'],
    [{ 'Fn::And': true }, 'Fn::And needs a list.'],
    [{ 'Fn::Or': true }, 'Fn::Or needs a list.'],
    [{ 'Fn::If': 'IsDev' }, 'Fn::If needs a list.'],
    [{ 'Fn::If': ['Unknown', 1, 2] }, 'the template has no condition Unknown.'],
    [{ 'Fn::Sub': '${Nowhere}' }, '!Ref Nowhere names no parameter or resource.'],
    [{ 'Fn::Sub': '${Other.Arn}' }, 'the local runner knows no attribute Other.Arn.'],
    [{ 'Fn::Sub': '${Origins}' }, 'Fn::Sub needs a string.'],
    [{ 'Fn::Sub': ['${a}', { a: ['x'] }] }, 'Fn::Sub needs a string.'],
    [{ 'Fn::Sub': '${AWS::NoValue}' }, 'Fn::Sub needs a string.'],
    [{ 'Fn::Cidr': ['x'] }, 'the local runner cannot honour the intrinsic function Fn::Cidr.'],
  ])('%j', (value, sentence) => expect(() => resolved(value)).toThrow(new Error(`Hello.OWN: ${sentence}`)));

  test('a property inside is named as such', () => {
    expect(() => resolved({ deep: { name: { Ref: 'Nowhere' } } })).toThrow(/^Hello\.OWN\.deep\.name: !Ref Nowhere/);
  });
});

describe('a condition', () => {
  test('may need others, and the same one twice', () => {
    expect(condition('Twice', scope, 'Hello')).toBe(true);
    expect(condition('IsProd', scope, 'Hello')).toBe(false);
  });

  test('holds where it is true, not where a text says so', () => {
    expect(condition('AsText', scope, 'Hello')).toBe(false);
  });

  test.each([
    ['Itself', 'Conditions.Itself depends on itself.'],
    ['First', 'Conditions.First depends on itself.'],
    ['Unknown', 'Hello: the template has no condition Unknown.'],
  ])('%s: %s', (name, sentence) => expect(() => condition(name, scope, 'Hello')).toThrow(new Error(sentence)));

  test('names the condition where something in it is unknown', () => {
    const unknown: Scope = { ...scope, conditions: { Unknown: { Condition: 'Nowhere' } } };
    expect(() => condition('Unknown', unknown, 'Hello')).toThrow('Conditions.Unknown: the template has no condition');
  });
});

describe('what is resolved', () => {
  test('is all that stands in maps and lists; the rest stays as it is', () => {
    const value = { a: [{ Ref: 'Stage' }, 1, null], b: { c: true, d: { Ref: 'Limit' } }, e: 'Ref' };
    expect(resolved(value)).toEqual({ a: ['dev', 1, null], b: { c: true, d: 3 }, e: 'Ref' });
  });

  test('is without what AWS::NoValue stands for', () => {
    const nothing = { 'Fn::If': ['IsProd', 'x', { Ref: 'AWS::NoValue' }] };
    expect(resolved({ a: nothing, b: [1, nothing], c: {} })).toStrictEqual({ b: [1], c: {} });
  });
});

test.each<[unknown, boolean]>([
  [{ Ref: 'Stage' }, true],
  [{ 'Fn::Sub': 'x' }, true],
  [{ Condition: 'IsDev' }, true],
  // Of a policy's statement.
  [{ Condition: { StringEquals: {} } }, false],
  [{ Ref: 'Stage', Other: 1 }, false],
  [{ Reference: 'Stage' }, false],
  [{ 'X::Fn::Sub': 'x' }, false],
  [{}, false],
  ['Ref', false],
  [null, false],
  [['Ref'], false],
])('whether %j is an intrinsic function: %s', (value, expected) => expect(isIntrinsic(value)).toBe(expected));

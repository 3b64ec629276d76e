// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
const HELLO = 'Resources.Hello.Properties';
/** A property that is not there. */
const ABSENT = undefined;

/** Of a function’s environment, and of the intrinsic functions in it. */
export const VARIABLES: Record<string, unknown[]> = {
  [`${HELLO}.Environment`]: [ABSENT, {}, { Variables: {} }, { Nope: 1 }, 'text', [], null],
  [`${HELLO}.Environment.Variables`]: [
    'text',
    [],
    null,
    { AA: 1 },
    { AA: true },
    { AA: null },
    { AA: [] },
    { A: 'x' },
    { AWS_REGION: 'x' },
  ],
  [`${HELLO}.Environment.Variables.OWN`]: [
    { Ref: 'Nope' },
    { Ref: 'Work' },
    { Ref: 'Hello' },
    { Ref: 7 },
    { 'Fn::GetAtt': ['Table', 'Arn'] },
    { 'Fn::GetAtt': 'Table.Arn' },
    { 'Fn::GetAtt': ['Nope', 'Arn'] },
    { 'Fn::GetAtt': 'Table' },
    { 'Fn::Sub': '${Table} ${AWS::Region} ${!Literal} ${Table.Arn}' },
    { 'Fn::Sub': '${Nope}' },
    { 'Fn::Sub': ['${a}', { a: { Ref: 'Prefix' } }] },
    { 'Fn::Sub': ['${a}'] },
    { 'Fn::Sub': [] },
    { 'Fn::Sub': 7 },
    { 'Fn::If': ['IsProd', 'a', 'b'] },
    { 'Fn::If': ['Nope', 'a', 'b'] },
    { 'Fn::If': ['IsProd', 'a'] },
    { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, 'b'] },
    { 'Fn::If': ['IsDev', { Ref: 'AWS::NoValue' }, 'b'] },
    { 'Fn::Join': ['-', ['a', { Ref: 'Prefix' }]] },
    { 'Fn::Join': ['-', 'a'] },
    { 'Fn::Select': [0, { Ref: 'Origins' }] },
    { 'Fn::Select': [9, { Ref: 'Origins' }] },
    { 'Fn::Split': ['-', 'a-b'] },
    { 'Fn::FindInMap': ['Sizes', 'dev', 'memory'] },
    { 'Fn::FindInMap': ['Sizes', 'nope', 'memory'] },
    { 'Fn::FindInMap': ['Nope', 'dev', 'memory'] },
    { 'Fn::FindInMap': ['Sizes', 'dev'] },
    { 'Fn::ImportValue': 'x' },
    { 'Fn::Nope': 'x' },
    { 'Fn::Base64': 'x' },
    { Ref: 'Stage', Other: 1 },
  ],
};

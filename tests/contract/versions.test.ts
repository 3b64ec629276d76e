import { ofType, parameters, placeholdersOf, referencesOf } from '../support/operations.ts';
import { stackOf } from '../support/stack.ts';
import { template } from '../support/template.ts';

type Parameters = Record<string, string>;

const stackWith = (given: Parameters) => stackOf(template, given);

/** Stacks that people have, each to be changed at one parameter. */
const STACKS: [string, Parameters][] = [
  ['by default', {}],
  ['with mail', { OwnerEmail: 'a@example.com', SenderEmail: 'b@example.com' }],
  ['with an issuer', { JwtIssuer: 'https://issuer.example/', JwtAudience: 'board' }],
  ['with a sign-in page', { SignInDomain: 'board' }],
  ['with other endpoints', { DynamoDbEndpoint: 'http://localhost:8000', WebSocketEndpoint: 'http://localhost:3001' }],
];

const TEXTS = ['', 'other', 'other@example.com', 'https://other.example/'];

/** Values that the parameter may have beside its default. */
const valuesOf = (name: string): string[] => {
  const { Default, AllowedValues, AllowedPattern, Type } = parameters[name] ?? {};
  if (AllowedValues) return AllowedValues.map(String);
  if (Type === 'Number') return [String(Number(Default) + 1)];
  return TEXTS.filter((text) => new RegExp(AllowedPattern ?? '').test(text));
};

/** The functions of a stack by their ids, their settings as text. */
const functionsOf = (given: Parameters) =>
  new Map(
    stackWith(given)
      .functions()
      .map(({ id, settings, description }) => [id, { settings: JSON.stringify(settings), description }]),
  );

describe.each(STACKS)('a change of a stack %s', (_, given) => {
  const before = functionsOf(given);

  test.each(Object.keys(parameters))('at %s publishes the versions of the functions that it changes', (name) => {
    const seen = valuesOf(name).flatMap((value) =>
      [...functionsOf({ ...given, [name]: value })].map(([id, { settings, description }]) => ({
        ...{ id, value },
        changes: settings !== before.get(id)?.settings,
        publishes: description !== before.get(id)?.description,
      })),
    );
    // A version of an unchanged function cannot be published; a changed one without a version would not be invoked.
    expect(seen.filter(({ changes, publishes }) => changes !== publishes)).toEqual([]);
    expect(seen.length).toBeGreaterThan(0);
  });
});

/** The most characters that a parameter may have. */
const longest = (name: string): string => {
  const { AllowedValues, AllowedPattern, MaxLength, MaxValue } = parameters[name] ?? {};
  if (AllowedValues) return AllowedValues.map(String).toSorted((a, b) => b.length - a.length)[0] ?? '';
  if (MaxValue !== undefined) return String(MaxValue);
  const length = Number(MaxLength ?? (name === 'SignInDomain' ? 63 : Number.NaN));
  if (Number.isNaN(length)) throw new Error(`${name} reaches a VersionDescription and may be of any length`);
  return AllowedPattern?.includes('@') ? `a@${'b'.repeat(length - 2)}` : 'a'.repeat(length);
};

test.each([
  ['an issuer', ['SignInDomain']],
  ['a user pool', ['JwtIssuer', 'JwtAudience']],
])('no description of a version can be longer than the 256 characters that Lambda takes, with %s', (_, without) => {
  const described = ofType('AWS::Serverless::Function').flatMap(({ properties: { VersionDescription } }) => [
    ...referencesOf(VersionDescription),
    ...[VersionDescription?.['Fn::Sub']]
      .flat()
      .flatMap((text) => (typeof text === 'string' ? placeholdersOf(text) : [])),
  ]);
  const names = [...new Set(described)].filter((name) => name in parameters && !without.includes(name));
  const given = Object.fromEntries(names.map((name) => [name, longest(name)]));
  const lengths = stackWith(given)
    .functions()
    .map(({ id, description }) => ({ id, isShort: description.length <= 256 }));
  expect(lengths.filter(({ isShort }) => !isShort)).toEqual([]);
  expect(lengths.length).toBeGreaterThan(0);
});

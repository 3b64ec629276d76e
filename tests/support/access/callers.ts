import { claimTexts } from 'sam-offline/http-api';
import {
  claimsFor,
  forgedToken,
  hmacToken,
  type TokenOverrides,
  tokenFor,
  tokenOfAnotherIssuer,
  unsignedToken,
} from '../identity.ts';
import { PEOPLE, type PersonName, type World } from '../world.ts';

const LINKS = ['read link', 'write link', 'revoked link'] as const;
type LinkName = (typeof LINKS)[number];

type MakeToken = (url: string, name: string, overrides?: TokenOverrides) => Promise<string>;

/** The owner's token, each time with one fault. */
const BAD_TOKENS = {
  'expired token': (url, name) => tokenFor(url, name, { expired: true }),
  'forged token': forgedToken,
  'token of another issuer': tokenOfAnotherIssuer,
  'token with alg none': unsignedToken,
  'token signed with the public key': hmacToken,
} satisfies Record<string, MakeToken>;

export type Caller = 'nobody' | PersonName | LinkName | keyof typeof BAD_TOKENS;

/** The callers with an invalid token. */
export const BAD = Object.keys(BAD_TOKENS) as (keyof typeof BAD_TOKENS)[];

/** The columns of the table, and the callers in each. */
export const COLUMNS: Record<string, readonly Caller[]> = {
  nobody: ['nobody'],
  signed: ['stranger'],
  viewer: ['viewer'],
  editor: ['editor'],
  owner: ['owner'],
  admin: ['admin'],
  read: ['read link'],
  write: ['write link'],
  gone: ['revoked link'],
  bad: BAD,
};

/** Whether a caller has an account. */
export const isPerson = (caller: Caller): caller is PersonName => PEOPLE.some((person) => person === caller);

/** The person whose own things a caller's request is about; without an account, the owner. */
export const personOf = (caller: Caller): PersonName => (isPerson(caller) ? caller : 'owner');

/** The share link of a caller with a link. */
export const linkOf = (caller: Caller, links: World['links']): World['links'][LinkName] | undefined =>
  LINKS.filter((link) => link === caller).map((link) => links[link])[0];

const overridesOf = (name: PersonName): TokenOverrides => ({ admin: name === 'admin' });

/** The claims that a function gets for a person's token. @param url base URL of the runner */
export const authorizedClaims = (url: string, name: PersonName): Record<string, string> =>
  claimTexts(claimsFor(url, name, overridesOf(name)));

/**
 * The Authorization header of each caller that has one: all but nobody and the callers with links.
 * @param url base URL of the runner
 */
export const authorizations = async (url: string): Promise<ReadonlyMap<Caller, string>> => {
  const good = PEOPLE.map(
    async (name): Promise<[Caller, string]> => [name, await tokenFor(url, name, overridesOf(name))],
  );
  const bad = Object.entries(BAD_TOKENS).map(
    async ([name, make]: [string, MakeToken]) => [name, await make(url, 'owner')] as [Caller, string],
  );
  const tokens = await Promise.all([...good, ...bad]);
  return new Map(tokens.map(([caller, token]) => [caller, `Bearer ${token}`]));
};

import {
  forgedToken,
  hmacToken,
  type TokenOverrides,
  tokenFor,
  tokenOfAnotherIssuer,
  unsignedToken,
} from '../identity.ts';

/** People with an account; `member` is another editor of the board, whose things the others may or may not touch. */
export const PEOPLE = ['stranger', 'viewer', 'editor', 'owner', 'admin', 'member'] as const;
export type Person = (typeof PEOPLE)[number];

const LINKS = ['read link', 'write link', 'revoked link'] as const;
export type LinkName = (typeof LINKS)[number];

type MakeToken = (url: string, name: string, overrides?: TokenOverrides) => Promise<string>;

/** Tokens that are the owner's in all but the one thing that is wrong with each. */
const BAD_TOKENS = {
  'expired token': (url, name) => tokenFor(url, name, { expired: true }),
  'forged token': forgedToken,
  'token of another issuer': tokenOfAnotherIssuer,
  'token with alg none': unsignedToken,
  'token signed with the public key': hmacToken,
} satisfies Record<string, MakeToken>;

export type Caller = 'nobody' | Person | LinkName | keyof typeof BAD_TOKENS;

/** The columns of the table, and who is in each. */
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
  bad: Object.keys(BAD_TOKENS) as (keyof typeof BAD_TOKENS)[],
};

/** Whose things a caller's request is about where it is about their own: everybody else asks for the owner's. */
export const personOf = (caller: Caller): Person => PEOPLE.find((person) => person === caller) ?? 'owner';

/** Narrows a caller to who comes with a share link. */
export const isLink = (caller: Caller): caller is LinkName => LINKS.some((link) => link === caller);

/** The Authorization header of everybody who has one: all but nobody and those with links. */
export const authorizations = async (url: string): Promise<ReadonlyMap<Caller, string>> => {
  const good = PEOPLE.map(
    async (name) => [name, await tokenFor(url, name, { admin: name === 'admin' })] as [Caller, string],
  );
  const bad = Object.entries(BAD_TOKENS).map(
    async ([name, make]: [string, MakeToken]) => [name, await make(url, 'owner')] as [Caller, string],
  );
  const tokens = await Promise.all([...good, ...bad]);
  return new Map(tokens.map(([caller, token]) => [caller, `Bearer ${token}`]));
};

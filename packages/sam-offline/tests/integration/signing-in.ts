import { createHash, randomBytes } from 'node:crypto';

/** What a client learns of its issuer: the discovery document, and nothing else. */
export type Discovery = Record<'issuer' | 'authorization_endpoint' | 'token_endpoint' | 'jwks_uri', string>;

export const discover = async (issuer: string): Promise<Discovery> =>
  (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Discovery;

/** An authorization request with PKCE, and what its client keeps for later. */
export type SignIn = { verifier: string; parameters: Record<string, string> };

export const REDIRECT_URI = 'http://localhost:5173/signed-in';

/** A new request. @param changed over its parameters; undefined takes one away */
export const newSignIn = (changed: Record<string, string | undefined> = {}): SignIn => {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    response_type: 'code',
    client_id: 'fixture',
    redirect_uri: REDIRECT_URI,
    scope: 'openid email',
    state: randomBytes(8).toString('hex'),
    nonce: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changed,
  };
  return { verifier, parameters: defined(parameters) };
};

/** What a browser gets that is sent to the issuer with these parameters. */
export const open = (discovery: Discovery, parameters: Record<string, string> | [string, string][]) =>
  fetch(`${discovery.authorization_endpoint}?${new URLSearchParams(parameters)}`, { redirect: 'manual' });

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** The fields that a form has already filled in. */
export const hiddenFields = (html: string): [string, string][] =>
  [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
    name,
    value.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? ''),
  ]);

/** Fills the sign-in page's form in and sends it, as a browser without scripts does. */
export const submit = async (discovery: Discovery, page: Response, filledIn: Record<string, string>) => {
  const fields = [...hiddenFields(await page.text()), ...Object.entries(filledIn)];
  const body = new URLSearchParams(fields);
  return fetch(discovery.authorization_endpoint, { method: 'POST', body, redirect: 'manual' });
};

/** Where somebody is sent back to. */
export const locationOf = (answer: Response): URL => new URL(answer.headers.get('location') ?? '');

/** Signs somebody in. @returns the code */
export const codeFor = async (discovery: Discovery, { parameters }: SignIn, filledIn: Record<string, string>) => {
  const answer = await submit(discovery, await open(discovery, parameters), filledIn);
  return locationOf(answer).searchParams.get('code') ?? '';
};

/** A token request for a code. @param changed over its parameters; undefined takes one away */
export const redeem = (
  { token_endpoint }: Discovery,
  { verifier, parameters }: SignIn,
  code: string,
  changed: Record<string, string | undefined> = {},
) =>
  fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams(
      defined({
        grant_type: 'authorization_code',
        client_id: parameters.client_id,
        redirect_uri: parameters.redirect_uri,
        code,
        code_verifier: verifier,
        ...changed,
      }),
    ),
  });

export type Tokens = {
  id_token: string;
  access_token: string;
  token_type: string;
  expires_in: number;
  scope: string;
};

const defined = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

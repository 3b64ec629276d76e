import { createHash } from 'node:crypto';
import type { GatewayResponse } from '../gateway/response.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { NAME_PATTERN, NAME_RULE, type Person } from './person.ts';

/** The browser's own colours, light or dark as its user likes them. */
const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 30rem; margin: 10vh auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
label { display: block; margin: 1rem 0; }
input, button { font: inherit; }
input[name='name'] { display: block; box-sizing: border-box; width: 100%; padding: 0.5rem; }
button { padding: 0.5rem 1.5rem; }
`;
const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** What somebody has typed, and what is wrong with it. */
type Attempt = Person & { problem: string };

/** Asks who is there: 200, or 400 after an attempt that couldn't be taken. @param application what the page calls it */
export const signInPage = (application: string, request: AuthorizationRequest, attempt?: Attempt): GatewayResponse => {
  const { origin } = new URL(request.redirectUri);
  const hidden = request.parameters.map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const content = `
<h1>Sign in to your local ${escaped(application)}</h1>
<p id="about">This page is for development on this machine only. It asks for no password and takes any name; one name is always the
same person. You go back to <strong>${escaped(origin)}</strong>.</p>
${attempt ? `<p role="alert" id="problem"><strong>${escaped(attempt.problem)}</strong></p>` : ''}
<form method="post" action="?">
${hidden.join('\n')}
<label>Your name
<input name="name" value="${escaped(attempt?.name ?? '')}" pattern="${NAME_PATTERN}" title="${NAME_RULE}." required autofocus
aria-describedby="${attempt ? 'problem about' : 'about'}" ${attempt ? 'aria-invalid="true"' : ''} autocomplete="username" autocapitalize="none" spellcheck="false">
</label>
<label><input type="checkbox" name="admin" ${attempt?.admin ? 'checked' : ''}> in the group admin</label>
<button>Sign in</button>
</form>`;
  // Chromium asks form-action for redirects after the form too.
  return page(application, attempt ? 400 : 200, content, `form-action 'self' ${origin}`);
};

/** Says why somebody can neither sign in nor be sent back. */
export const refusalPage = (application: string, message: string): GatewayResponse =>
  page(
    application,
    400,
    `
<h1>You cannot sign in here</h1>
<p>${escaped(message)}</p>`,
    "form-action 'none'",
  );

const page = (application: string, status: number, content: string, formAction: string): GatewayResponse => ({
  status,
  headers: new Map([
    ['content-type', ['text/html; charset=utf-8']],
    ['content-security-policy', [contentSecurityPolicy(formAction)]],
    ['cache-control', ['no-store']],
    ['referrer-policy', ['no-referrer']],
    ['x-content-type-options', ['nosniff']],
  ]),
  body: Buffer.from(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · local ${escaped(application)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>${content}
</main>
</body>
</html>
`),
});

const contentSecurityPolicy = (formAction: string): string =>
  ["default-src 'none'", `style-src ${STYLE_SOURCE}`, formAction, "base-uri 'none'", "frame-ancestors 'none'"].join(
    '; ',
  );

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags and in a quoted attribute. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

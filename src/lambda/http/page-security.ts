/**
 * The headers that fence the page in. Nothing but its own files is loaded, nothing frames it, no form is sent anywhere.
 * Styles that a script sets on an element are no inline styles (https://www.w3.org/TR/CSP3/#directive-style-src).
 * Trusted Types without any policy: no text can become markup or a script, whoever tries to (https://www.w3.org/TR/trusted-types/).
 * @param origins where it may connect to beside its own origin
 */
export const pageSecurity = (origins: readonly string[]): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${["'self'", ...new Set(origins)].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
});

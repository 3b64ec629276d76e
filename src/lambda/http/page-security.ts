/**
 * The security headers of the page. It loads only its own files, cannot be framed, and cannot submit forms. Styles that
 * a script sets on an element are not inline styles (https://www.w3.org/TR/CSP3/#directive-style-src). Trusted Types
 * without any policy: no script can turn text into markup or code (https://www.w3.org/TR/trusted-types/).
 * @param origins origins that it may connect to, besides its own
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

import * as z from 'zod';

const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
/** The last label of a domain is not a number; a number would mean an IP address. */
const ADDRESS = new RegExp(`^(?=.{1,${LOCAL_MAX}}@)${ATOM}(\\.${ATOM})*@(${LABEL}\\.)+(?![0-9]+$)${LABEL}$`);

/**
 * An email address of RFC 5321: a dot-string of at most 64 characters, and a domain name. Quoted strings and domains in
 * brackets, which nobody uses, are refused. ASCII only; international domains begin with `xn--`.
 * Source: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2, for the lengths #section-4.5.3.1
 */
export const email = (label: string) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? `${label} is missing` : `${label} must be a string`) })
    .meta({ format: 'email', maxLength: ADDRESS_MAX, pattern: ADDRESS.source })
    .superRefine((value, context) => {
      if (value.length > ADDRESS_MAX) return context.addIssue(`${label} has more than ${ADDRESS_MAX} characters`);
      if (value.indexOf('@') > LOCAL_MAX) {
        return context.addIssue(`${label} has more than ${LOCAL_MAX} characters before the @`);
      }
      if (/\P{ASCII}/u.test(value)) {
        return context.addIssue(`${label} must be ASCII: write an international domain as xn--…`);
      }
      if (!ADDRESS.test(value)) context.addIssue(`${label} must be an email address`);
    });

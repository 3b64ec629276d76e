import * as z from 'zod';

type TextRules = { label: string; max: number; trimmed?: boolean; allowed?: 'one line' | 'line feeds and tabs' };

/** Unicode's control characters (general category Cc), with and without line feed and tab. */
const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LINES = /[^\P{Cc}\n\t]/u;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * A string that people write: well-formed Unicode, normalised to NFC, 1 to `max` code points, without control
 * characters (line feed and tab may be allowed). Trimming and normalising come before counting.
 */
export const text = ({ label, max, trimmed = false, allowed = 'line feeds and tabs' }: TextRules) => {
  const forbidden = allowed === 'one line' ? CONTROL : CONTROL_BUT_LINES;
  return z
    .string({ error: (issue) => (issue.input === undefined ? `${label} is missing` : `${label} must be a string`) })
    .refine((value) => value.isWellFormed(), `${label} holds half of a surrogate pair: send well-formed Unicode`)
    .transform((value) => (trimmed ? value.normalize('NFC').trim() : value.normalize('NFC')))
    .superRefine((value, context) => {
      const length = [...value].length;
      const found = forbidden.exec(value);
      if (length === 0) context.addIssue(`${label} must not be empty`);
      if (length > max) context.addIssue(`${label} has ${length} characters; at most ${max} are allowed`);
      if (found)
        context.addIssue(`${label} holds the control character ${codePoint(found[0])}; only ${allowed} may be used`);
    })
    .meta({ minLength: 1, maxLength: max });
};

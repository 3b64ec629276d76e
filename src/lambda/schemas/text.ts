import * as z from 'zod';
import { asKept, forbiddenIn, type Lines, lengthOf, looksEmpty } from '../../domain/text.ts';

type TextRules = { label: string; max: number; lines?: Lines };

const HINT: Record<Lines, string> = { one: '', many: '; only line feeds and tabs are allowed' };

/** Describes a character: its kind and its number, such as `U+000B`. */
const nameOf = (character: string): string => {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  if (/\p{Cc}/u.test(character)) return `the control character U+${number}`;
  return /[\p{Zl}\p{Zp}]/u.test(character)
    ? `the line break U+${number}`
    : `U+${number}, which changes the direction of text`;
};

/** Text that people write, by the rules of `domain/text.ts`: 1 to `max` code points, counted in the stored form. */
export const text = ({ label, max, lines = 'many' }: TextRules) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? `${label} is missing` : `${label} must be a string`) })
    .transform((value) => asKept(value, lines))
    .superRefine((value, context) => {
      const length = lengthOf(value);
      const found = forbiddenIn(value, lines);
      if (length === 0) context.addIssue(`${label} must not be empty`);
      else if (lines === 'one' && looksEmpty(value))
        context.addIssue(`${label} looks empty: it has only invisible characters`);
      if (length > max) context.addIssue(`${label} has ${length} characters; at most ${max} are allowed`);
      if (found) context.addIssue(`${label} must not contain ${nameOf(found)}${HINT[lines]}`);
    })
    .meta({ minLength: 1, maxLength: max });

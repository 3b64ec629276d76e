/** Entity tags and the conditions on them. Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */

/** The strong entity tag of a version. */
export const entityTag = (version: number): string => `"${version}"`;

const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;

const tagsOf = (header: string): { weak: boolean; value: string }[] =>
  [...header.matchAll(TAG)].map(([, weak, value = '']) => ({ weak: weak !== undefined, value }));

/**
 * The versions that an If-Match header allows; undefined for any (`*`, or no header). Weak tags never match. A foreign
 * tag becomes version 0, which no message has.
 */
export const versionsOf = (ifMatch: string | undefined): number[] | undefined => {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const strong = tagsOf(ifMatch).filter(({ weak }) => !weak);
  const versions = strong.map(({ value }) => (/^[1-9]\d{0,14}$/.test(value) ? Number(value) : 0));
  return versions.length > 0 ? versions.slice(0, 50) : [0];
};

/** Whether an If-None-Match header matches the tag, so that the answer is 304. Uses weak comparison. */
export const isKnown = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === '*' || tagsOf(ifNoneMatch).some(({ value }) => `"${value}"` === tag));

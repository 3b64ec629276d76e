/** Where the keys of a shortcut are, by the layout that the codes are named after. */
const PLACES: Record<string, string> = {
  KeyN: 'n',
  'Shift+KeyN': 'n',
  KeyZ: 'z',
  'Shift+KeyZ': 'z',
  Digit0: '0',
  Minus: '-',
  'Shift+Equal': '+',
  'Shift+Slash': '?',
};

const isLatin = (key: string): boolean => /^\p{Script=Latin}$/u.test(key);
const isAscii = (key: string): boolean => /^\p{ASCII}+$/u.test(key);

/** What a keyboard event says of its key. */
type Key = { key: string; code: string; shiftKey: boolean };

/**
 * What a key means as a shortcut: what is written on it, in small letters, wherever it is (on AZERTY, Ctrl and the key with
 * Z on it undo). A key of a layout without that letter (Cyrillic, Greek, Arabic) counts by its place; so does the key for
 * 0 where a layout has a letter on it.
 * Source: https://www.w3.org/TR/uievents-code/
 */
export const shortcutOf = ({ key, code, shiftKey }: Key): string => {
  if (key !== 'Unidentified' && isAscii(key)) return key.length === 1 ? key.toLowerCase() : key;
  if (isLatin(key) && code !== 'Digit0') return key.toLowerCase();
  return PLACES[shiftKey ? `Shift+${code}` : code] ?? key;
};

/** The positions of a shortcut's keys, in the layout of the key codes. */
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

/** The part of a keyboard event that describes its key. */
type Key = { key: string; code: string; shiftKey: boolean };

/**
 * The shortcut of a key: its character in lower case, wherever it is (on AZERTY, Ctrl and the key labelled Z undo). In
 * layouts without that letter (Cyrillic, Greek, Arabic) the position of the key counts; likewise for 0 where a layout
 * has a letter there.
 * Source: https://www.w3.org/TR/uievents-code/
 */
export const shortcutOf = ({ key, code, shiftKey }: Key): string => {
  if (key !== 'Unidentified' && isAscii(key)) return key.length === 1 ? key.toLowerCase() : key;
  if (isLatin(key) && code !== 'Digit0') return key.toLowerCase();
  return PLACES[shiftKey ? `Shift+${code}` : code] ?? key;
};

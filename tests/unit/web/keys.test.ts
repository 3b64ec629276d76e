import { shortcutOf } from '../../../web/src/ui/shortcut.ts';

describe('a key as a shortcut', () => {
  test.each([
    ['US', 'n', 'KeyN', false, 'n'],
    ['US with caps lock', 'N', 'KeyN', false, 'n'],
    ['Cyrillic', 'т', 'KeyN', false, 'n'],
    ['Cyrillic, Ctrl+Z', 'я', 'KeyZ', false, 'z'],
    ['Greek', 'ν', 'KeyN', false, 'n'],
    ['Greek, Ctrl+Z', 'ζ', 'KeyZ', false, 'z'],
    ['Arabic', 'ى', 'KeyN', false, 'n'],
    ['Arabic, help', '؟', 'Slash', true, '?'],
    ['Persian, show all', '۰', 'Digit0', false, '0'],
    ['Hebrew', 'מ', 'KeyN', false, 'n'],
    ['Korean', 'ㅜ', 'KeyN', false, 'n'],
    ['AZERTY, undo', 'z', 'KeyW', false, 'z'],
    ['AZERTY, what is where Z is elsewhere', 'w', 'KeyZ', false, 'w'],
    ['AZERTY, show all', 'à', 'Digit0', false, '0'],
    ['QWERTZ, undo', 'z', 'KeyY', false, 'z'],
    ['Dvorak', 'n', 'KeyL', false, 'n'],
    ['German, not zooming', 'ß', 'Minus', false, 'ß'],
    ['Spanish, not a new note', 'ñ', 'Semicolon', false, 'ñ'],
    ['a browser that cannot tell', 'Unidentified', 'KeyN', false, 'n'],
    ['a letter of a layout where none of ours is', 'ظ', 'Slash', false, 'ظ'],
    ['a key with a name', 'Escape', 'Escape', false, 'Escape'],
    ['a dead key', 'Dead', 'KeyN', false, 'Dead'],
  ])('%s: %s at %s', (_layout, key, code, shiftKey, meaning) => {
    expect(shortcutOf({ key, code, shiftKey })).toBe(meaning);
  });
});

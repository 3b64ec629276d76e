/** An encoded word has 75 characters at most, 12 of them around the text: 45 bytes are 60 characters of base64. */
const BYTES = 45;

/** Cuts a text into pieces of at most BYTES bytes, between characters. */
const pieces = (text: string): string[] => {
  const found = [''];
  for (const character of text) {
    const longer = `${found.at(-1)}${character}`;
    if (Buffer.byteLength(longer) <= BYTES) found[found.length - 1] = longer;
    else found.push(character);
  }
  return found;
};

/**
 * Text for a header field that a mail program displays unchanged. SES encodes text that is not ASCII, but leaves an
 * encoded word such as `=?utf-8?q?=0A?=` alone, and the mail program would decode it. Text that contains `=?` is
 * therefore encoded here, as a whole.
 * Source: https://www.rfc-editor.org/rfc/rfc2047#section-2
 * @example headerText('=?x?=') // '=?UTF-8?B?PT94Pz0=?='
 */
export const headerText = (text: string): string =>
  text.includes('=?')
    ? pieces(text)
        .map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`)
        .join(' ')
    : text;

/** Lengths are counted in Unicode code points, after normalisation to NFC. */
export const AUTHOR_MAX_LENGTH = 64;
export const TEXT_MAX_LENGTH = 4_000;

/** The most items that one page of a list can hold. */
export const PAGE_MAX_SIZE = 100;

/** Bytes of a request body: the longest text with every character written as a 12-byte JSON escape, and some room. */
export const BODY_MAX_BYTES = 64 * 1_024;

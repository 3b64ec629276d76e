/** Lengths are counted in Unicode code points, after normalisation to NFC. */
export const AUTHOR_MAX_LENGTH = 64;
export const TEXT_MAX_LENGTH = 4_000;

export const TITLE_MAX_LENGTH = 100;
export const DESCRIPTION_MAX_LENGTH = 1_000;
export const DISPLAY_NAME_MAX_LENGTH = 64;

/** How long an invite or a share link may be good for, and how often an invite may be used. */
export const LINK_MAX_SECONDS = 365 * 24 * 60 * 60;
export const INVITE_MAX_USES = 100;

/** The board's plane: positions lie within this distance of its middle, in both directions. Units are CSS pixels. */
export const POSITION_BOUND = 100_000;

/** How long a message may be told to live. */
export const EXPIRY_MIN_SECONDS = 60;
export const EXPIRY_MAX_SECONDS = 365 * 24 * 60 * 60;

/** How long an idempotency key is remembered. */
export const IDEMPOTENCY_SECONDS = 24 * 60 * 60;
export const IDEMPOTENCY_KEY_MAX_LENGTH = 255;

/** Of what a client calls a message over its live connection, in UTF-16 units. */
export const SOCKET_ID_MAX_LENGTH = 64;

/** The most items that one page of a list can hold. */
export const PAGE_MAX_SIZE = 100;

/** Bytes of a request body: the longest text with every character written as a 12-byte JSON escape, and some room. */
export const BODY_MAX_BYTES = 64 * 1_024;

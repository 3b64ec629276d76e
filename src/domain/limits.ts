/** Lengths are counted in Unicode code points, after normalisation to NFC. */
export const AUTHOR_MAX_LENGTH = 64;
export const TEXT_MAX_LENGTH = 4_000;

export const TITLE_MAX_LENGTH = 100;
export const DESCRIPTION_MAX_LENGTH = 1_000;
export const DISPLAY_NAME_MAX_LENGTH = 64;

/** The longest life of an invite or a share link, and the most uses of an invite. */
export const LINK_MAX_SECONDS = 365 * 24 * 60 * 60;
export const INVITE_MAX_USES = 100;

/** The largest distance of a position from the middle of the board, in both directions, in CSS pixels. */
export const POSITION_BOUND = 100_000;

/** The shortest and longest lifetime of a message that expires. */
export const EXPIRY_MIN_SECONDS = 60;
export const EXPIRY_MAX_SECONDS = 365 * 24 * 60 * 60;

/** How long an idempotency key is remembered. */
export const IDEMPOTENCY_SECONDS = 24 * 60 * 60;
export const IDEMPOTENCY_KEY_MAX_LENGTH = 255;

/** The longest `id` of a message over a live connection, in UTF-16 units. */
export const SOCKET_ID_MAX_LENGTH = 64;

/** The largest page of a list, in items. */
export const PAGE_MAX_SIZE = 100;

/**
 * The largest request body in bytes: the longest text with every character as a 12-byte JSON escape, plus some room.
 */
export const BODY_MAX_BYTES = 64 * 1_024;

import { decodeTime, encodeTime, monotonicFactory } from 'ulid';

const nextUlid = monotonicFactory();
const TIME_LENGTH = 10;

/**
 * A new ULID (https://github.com/ulid/spec): 48 bits of time in milliseconds, 80 random bits, 26 characters that sort
 * by time. Within one process each is greater than the one before, even when the clock stands still or steps back.
 */
export const newId = (): string => nextUlid();

/** The time in an id from `newId`. */
export const timeOfId = (id: string): Date => new Date(decodeTime(id));

/** The lower bound of ids from this time (epoch milliseconds) on: earlier ids sort before it, all others after it. */
export const idsFrom = (time: number): string => encodeTime(Math.max(0, time), TIME_LENGTH);

/** A ULID in its canonical spelling: Crockford's base 32 in capital letters. */
export const ID_PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

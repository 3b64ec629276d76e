/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
const FRAME_BYTES = 32 * 1024;
export const MESSAGE_BYTES = 128 * 1024;

type Header = { bytes: number; opcode: number; isFinal: boolean; payload: number };

/**
 * Watches the bytes of a client for frames and messages that are too large: the library that reads them speaks of whole
 * messages only.
 * https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export class FrameMeter {
  /** How many messages were within the limits, the one that is arriving included. */
  messages = 0;
  #exceeded = false;
  /** A header that hasn't arrived whole. */
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of the current frame that are still to come. */
  #payload = 0;
  #messageBytes = 0;

  /** @returns false from the first frame on that is too large, or makes its message too large */
  push(chunk: Buffer): boolean {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    while (!this.#exceeded) {
      const skipped = Math.min(this.#payload, bytes.length);
      this.#payload -= skipped;
      bytes = bytes.subarray(skipped);
      const header = readHeader(bytes);
      if (header === undefined) break;
      this.#payload = header.payload;
      bytes = bytes.subarray(header.bytes);
      this.#count(header);
    }
    this.#rest = Buffer.from(bytes);
    return !this.#exceeded;
  }

  #count({ opcode, isFinal, payload }: Header): void {
    if (opcode >= CONTROL) return;
    this.#messageBytes += payload;
    this.#exceeded = payload > FRAME_BYTES || this.#messageBytes > MESSAGE_BYTES;
    if (this.#exceeded || !isFinal) return;
    this.messages += 1;
    this.#messageBytes = 0;
  }
}

/** Opcodes from here on are those of control frames, which may stand between the frames of a message. */
const CONTROL = 8;

/** @returns undefined while the header isn't there whole; its mask is counted with it */
const readHeader = (bytes: Buffer): Header | undefined => {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
  const length = 2 + extended + (second & 0x80 ? 4 : 0);
  if (bytes.length < length) return undefined;
  const payload = extended === 8 ? Number(bytes.readBigUInt64BE(2)) : extended === 2 ? bytes.readUInt16BE(2) : short;
  return { bytes: length, opcode: first & 0x0f, isFinal: (first & 0x80) !== 0, payload };
};

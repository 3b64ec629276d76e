import fc from 'fast-check';
import { FrameMeter } from '../../src/websocket-api/frames.ts';

const KB = 1024;

type Frame = { payload: number; isFinal?: boolean; opcode?: number };

/** A client's frame (RFC 6455, 5.2): masked, its payload full of bytes that look like headers. */
const frame = ({ payload, isFinal = true, opcode = 1 }: Frame): Buffer => {
  const first = (isFinal ? 0x80 : 0) | opcode;
  const extended = payload > 65_535 ? Buffer.alloc(8) : payload > 125 ? Buffer.alloc(2) : Buffer.alloc(0);
  if (extended.length === 8) extended.writeBigUInt64BE(BigInt(payload));
  if (extended.length === 2) extended.writeUInt16BE(payload);
  const short = extended.length === 8 ? 127 : extended.length === 2 ? 126 : payload;
  const mask = Buffer.from([1, 2, 3, 4]);
  return Buffer.concat([Buffer.from([first, 0x80 | short]), extended, mask, Buffer.alloc(payload, 0xff)]);
};

const measure = (frames: Frame[]) => {
  const meter = new FrameMeter();
  const isWithin = frames.map((each) => meter.push(frame(each)));
  return { isWithin: isWithin.at(-1), messages: meter.messages };
};

const part = { payload: 32 * KB, isFinal: false };

describe('the sizes of frames', () => {
  test.each<[string, Frame[], boolean, number]>([
    ['a frame of 32 KB', [{ payload: 32 * KB }], true, 1],
    ['a frame of a byte more', [{ payload: 32 * KB + 1 }], false, 0],
    ['a frame above 64 KB', [{ payload: 70 * KB }], false, 0],
    ['a message of 128 KB', [part, part, part, { payload: 32 * KB, opcode: 0 }], true, 1],
    ['a message of a byte more', [part, part, part, part, { payload: 1, opcode: 0 }], false, 0],
    ['two messages that are more together', [part, part, { payload: 1 }, part, part, part, { payload: 1 }], true, 2],
    ['a ping between the frames of a message', [part, { payload: 125, opcode: 9 }, part, { payload: 0 }], true, 1],
    ['what comes after the limit', [{ payload: 1 }, { payload: 33 * KB }, { payload: 1 }], false, 1],
  ])('%s', (_, frames, isWithin, messages) => {
    expect(measure(frames)).toEqual({ isWithin, messages });
  });

  test('a header that promises too much is enough', () => {
    expect(new FrameMeter().push(frame({ payload: 40 * KB }).subarray(0, 8))).toBe(false);
  });

  test('are the same however the bytes arrive', () => {
    const frames = fc.array(fc.record({ payload: fc.integer({ min: 0, max: 300 }), isFinal: fc.boolean() }));
    const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 });
    fc.assert(
      fc.property(frames, cuts, (given, sizes) => {
        let bytes = Buffer.concat(given.map(frame));
        const meter = new FrameMeter();
        for (let turn = 0; bytes.length > 0; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          expect(meter.push(bytes.subarray(0, size))).toBe(true);
          bytes = bytes.subarray(size);
        }
        expect(meter.messages).toBe(given.filter(({ isFinal }) => isFinal).length);
      }),
    );
  });
});

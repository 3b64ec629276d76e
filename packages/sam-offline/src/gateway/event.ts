import { randomBytes } from 'node:crypto';

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export const traceId = (time: number): string =>
  `Root=1-${Math.floor(time / 1_000).toString(16)}-${randomBytes(12).toString('hex')}`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000` */
export const commonLogTime = (time: Date): string => {
  const [date = '', clock = ''] = time.toISOString().split(/[T.]/);
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${clock} +0000`;
};

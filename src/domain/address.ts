import { isIPv4, isIPv6 } from 'node:net';

/** The eight groups of an IPv6 address, in hexadecimal without leading zeros. */
const groupsOf = (address: string): string[] => {
  // The host of a URL is the address in its canonical form, https://www.rfc-editor.org/rfc/rfc5952, in brackets.
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [front = [], back = []] = canonical.split('::').map((part) => part.split(':').filter(Boolean));
  return [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
};

const toIPv4 = (groups: string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((bits) => [bits >> 8, bits & 0xff])
    .join('.');

/**
 * The source of a request, for counting: an IPv4 address (also one mapped into IPv6), or the /64 prefix of an IPv6
 * address, since a single host can use all addresses in it. Text that is not an address is returned unchanged.
 */
export const sourceOf = (address: string): string => {
  const [withoutZone = ''] = address.split('%');
  if (isIPv4(withoutZone) || !isIPv6(withoutZone)) return withoutZone;
  const groups = groupsOf(withoutZone);
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  return isMapped ? toIPv4(groups.slice(6)) : `${groups.slice(0, 4).join(':')}::/64`;
};

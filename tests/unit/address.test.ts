import { sourceOf } from '../../src/domain/address.ts';

describe('the source of a request', () => {
  test.each([
    ['an IPv4 address', '192.0.2.1', '192.0.2.1'],
    ['an IPv4 address mapped into IPv6', '::ffff:192.0.2.1', '192.0.2.1'],
    ['the same in hexadecimal', '0:0:0:0:0:FFFF:C000:0201', '192.0.2.1'],
    ['the /64 of an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['the same, spelled otherwise', '2001:0DB8:0001:0002::ffff', '2001:db8:1:2::/64'],
    ['zeros in the prefix', '2001:db8::1:0:0:1', '2001:db8:0:0::/64'],
    ['a prefix that ends the address', 'fe80:1::', 'fe80:1:0:0::/64'],
    ['a zone, which is no part of it', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['the loopback address', '::1', '0:0:0:0::/64'],
    ['what is no address', 'nowhere', 'nowhere'],
  ])('%s: %s', (_, address, source) => expect(sourceOf(address)).toBe(source));

  test('addresses of two prefixes are two', () => {
    expect(sourceOf('2001:db8:0:1::1')).not.toBe(sourceOf('2001:db8:0:2::1'));
  });
});

import { Router } from '../../src/http-api/router.ts';

const router = (...keys: string[]) => new Router(new Map(keys.map((key) => [key, key])));

describe('the router', () => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
  const documented = router('GET /pets/dog/1', 'GET /pets/dog/{id}', 'GET /pets/{proxy+}', 'ANY /{proxy+}', '$default');

  test.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', undefined],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['POST', '/pets/dog/1', 'ANY /{proxy+}', { proxy: 'pets/dog/1' }],
    ['GET', '/', '$default', undefined],
    ['OPTIONS', '*', '$default', undefined],
  ])('%s %s goes to %s', (method, path, target, pathParameters) => {
    expect(documented.match(method, path)).toEqual({ target, ...(pathParameters && { pathParameters }) });
  });

  test('the order of the routes in the template does not matter', () => {
    const keys = ['ANY /{proxy+}', 'GET /{a}', 'GET /x', 'ANY /x', 'GET /x/{b}', 'GET /x/{rest+}', 'GET /{a}/y'];
    const expected = ['GET /x', 'GET /x/{b}', 'GET /x/{rest+}', 'GET /{a}', 'GET /{a}/y', 'ANY /x'];
    for (const order of [keys, [...keys].reverse()]) {
      const matched = [
        router(...order).match('GET', '/x'),
        router(...order).match('GET', '/x/y'),
        router(...order).match('GET', '/x/y/z'),
        router(...order).match('GET', '/z'),
        router(...order).match('GET', '/z/y'),
        router(...order).match('PUT', '/x'),
      ];
      expect(matched.map((match) => match?.target)).toEqual(expected);
    }
  });

  test('an encoded slash stays in its segment, and each parameter is decoded once', () => {
    const match = router('GET /boards/{board}/messages/{id}').match('GET', '/boards/a%2Fb/messages/100%2525');
    expect(match?.pathParameters).toEqual({ board: 'a/b', id: '100%25' });
  });

  test('text is compared decoded, whole and with its case', () => {
    const routes = router('GET /café');
    expect(routes.match('GET', '/caf%C3%A9')).toEqual({ target: 'GET /café' });
    for (const path of ['/caf', '/CAF%C3%89', '/caf%C3%A9/', '//caf%C3%A9', '']) {
      expect(routes.match('GET', path)).toBeUndefined();
    }
  });

  test('a parameter is never empty', () => {
    expect(router('GET /a/{id}').match('GET', '/a/')).toBeUndefined();
    expect(router('GET /a/{rest+}').match('GET', '/a/')).toBeUndefined();
  });

  test('a route that ends in a slash is another one than without it, and the root is one', () => {
    const routes = router('GET /', 'GET /a', 'GET /a/', 'GET /{id}/');
    const targets = ['/', '/a', '/a/', '/b/', '/b'].map((path) => routes.match('GET', path)?.target);
    expect(targets).toEqual(['GET /', 'GET /a', 'GET /a/', 'GET /{id}/', undefined]);
  });

  test('a parameter is a whole segment; braces inside of one are text', () => {
    const routes = router('GET /x{id}', 'GET /{id}x');
    expect(routes.match('GET', '/x1')).toBeUndefined();
    expect(routes.match('GET', '/1x')).toBeUndefined();
    expect(routes.match('GET', '/x%7Bid%7D')).toEqual({ target: 'GET /x{id}' });
    expect(routes.match('GET', '/%7Bid%7Dx')).toEqual({ target: 'GET /{id}x' });
  });

  test('what is no path matches no route', () => {
    const routes = router('ANY /', 'GET /a');
    expect([routes.match('OPTIONS', '*'), routes.match('GET', 'xa')]).toEqual([undefined, undefined]);
  });

  test('without $default there is no route for another method', () => {
    expect(router('GET /a').match('POST', '/a')).toBeUndefined();
  });

  test('a path that is not properly encoded is an error', () => {
    expect(() => router('GET /a').match('GET', '/%zz')).toThrow(URIError);
  });
});

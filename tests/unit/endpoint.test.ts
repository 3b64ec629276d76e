import { perDoor } from '../../src/lambda/http/caller.ts';
import { endpoint } from '../../src/lambda/http/endpoint.ts';
import { noContent } from '../../src/lambda/http/responses.ts';
import type { Route } from '../../src/lambda/http/route.ts';
import { httpEvent, lambdaContext } from '../support/request.ts';

const contract = { summary: '', request: {}, success: {}, refusals: [] };
const open = { ...contract, auth: 'none' } satisfies Route;
const signedIn = { ...contract, auth: 'user' } satisfies Route;
const doors = perDoor(() => ({ ...contract, auth: 'door' }) satisfies Route);

beforeAll(() => void jest.spyOn(console, 'info').mockImplementation());

describe('who sent a request', () => {
  test('is passed if the route declares it, and by type only then', async () => {
    const seen: unknown[] = [];
    const see = (value: unknown) => {
      seen.push(value);
      return noContent();
    };
    const event = httpEvent({ path: '/messages', sourceIp: '192.0.2.1' });
    // @ts-expect-error An open route has no signed-in user.
    await endpoint(open, ({ user }) => see(user))(event, lambdaContext());
    await endpoint(doors, ({ caller }) => see(caller))(event, lambdaContext());
    // @ts-expect-error A caller at a door need not be signed in.
    await endpoint(doors, ({ user }) => see(user))(event, lambdaContext());
    expect(seen).toEqual([undefined, { door: 'wall', address: '192.0.2.1' }, undefined]);
  });

  test('must be signed in where the route says so, whether or not the handler looks', async () => {
    const answered = jest.fn(noContent);
    expect(await endpoint(signedIn, answered)(httpEvent({}), lambdaContext())).toMatchObject({ statusCode: 401 });
    expect(answered).not.toHaveBeenCalled();
  });
});

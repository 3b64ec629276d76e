import { waitFor as until } from 'sam-offline/testing/wait-for';
import { stage } from './here.ts';
import { isFrom, isRetry, useClients } from './start-client.ts';

describe('the live client, when it may not or cannot stay,', () => {
  const { board, start, happens } = useClients();

  test('L1: without a ticket it gives the reason: no answer, no live updates, or no access', async () => {
    const { statuses, clock, net, server, lost } = start();
    net.up = false;
    await lost();
    net.up = true;
    server.url = stage.urlWithoutLive;
    clock.pass(isRetry);
    await until('the second', () => statuses.at(-1) === 'unavailable');
    server.url = stage.url;
    await board().revoke();
    clock.pass(isRetry);
    await until('the third', () => statuses.at(-1) === 'refused');
    expect(clock.pass(isRetry)).toBe(0);
  });

  test('L19: names its version, and gives up live updates if the server does not support it', async () => {
    const { net, live } = start();
    await live();
    expect(net.sent).toMatchObject([{ action: 'subscribe', protocol: 1 }]);
    const ticket = { ticket: 'x', url: 'ws://127.0.0.1:1', expiresAt: new Date().toISOString(), protocols: [2] };
    const answer = { statusCode: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify(ticket) };
    stage.outcomes.set('create-ticket', { type: 'result', payload: JSON.stringify(answer) });
    const { statuses } = start();
    await until('the end', () => statuses.at(-1) === 'unavailable');
  });

  test('L20: ignores frames that it does not know, and counts changes that it does not know', async () => {
    const { net, live, seqs, applied, subscriptions } = start();
    await live();
    net.arrives = ({ type }) => type !== 'changes';
    await happens('held');
    await until('the frame', () => net.held.length === 1);
    net.arrives = () => true;
    const [change] = net.held[0]?.changes ?? [];
    net.bring({ type: 'of a later version' });
    net.bring({ type: 'changes', changes: [{ seq: change?.seq, at: change?.at, kind: 'of a later version' }] });
    await happens('known');
    await applied(2);
    expect(seqs()).toEqual(isFrom(Number(change?.seq), 2));
    expect(subscriptions()).toEqual([undefined]);
  });

  test('L21: comes back when the server has ended the connection, unless the board is closed to it', async () => {
    const { net, clock, live, lost, statuses } = start();
    await live();
    net.bring({ type: 'closing', reason: 'delivery-failed' });
    expect(statuses.at(-1)).toBe('lost');
    clock.pass(isRetry);
    await live();
    await board().revoke();
    await stage.deliver();
    await lost();
    clock.pass(isRetry);
    await until('the refusal', () => statuses.at(-1) === 'refused');
  });
});

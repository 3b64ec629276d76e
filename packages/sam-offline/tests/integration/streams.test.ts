import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { OWN_TABLE } from '../../src/storage/own-table.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { useStreams } from '../support/streams.ts';

describe('a function that reads a stream', () => {
  const open = useStreams();

  test('gets records as Lambda sends them', async () => {
    const stream = await open();
    await stream.put('a', { data: { B: new Uint8Array([1, 2]) }, all: { BS: [new Uint8Array([3])] }, n: { N: '1.5' } });
    await stream.put('a', {
      tags: { SS: ['x', 'y'] },
      deep: { M: { list: { L: [{ NULL: true }, { BOOL: false }] } } },
    });
    await stream.remove('a');
    stream.start();
    await stream.received(3);
    const first = { id: { S: 'a' }, data: { B: 'AQI=' }, all: { BS: ['Aw=='] }, n: { N: '1.5' } };
    const second = {
      id: { S: 'a' },
      tags: { SS: ['x', 'y'] },
      deep: { M: { list: { L: [{ NULL: true }, { BOOL: false }] } } },
    };
    const record = (number: string, eventName: string, images: object) => ({
      eventID: number,
      eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        Keys: { id: { S: 'a' } },
        ...images,
        SequenceNumber: number,
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: `arn:aws:dynamodb:us-east-1:123456789012:table/${stream.tableName}/stream/local`,
    });
    expect(stream.records()).toEqual([
      record('1', 'INSERT', { NewImage: first }),
      record('2', 'MODIFY', { OldImage: first, NewImage: second }),
      record('3', 'REMOVE', { OldImage: second }),
    ]);
    expect(
      Math.abs((stream.records()[0]?.dynamodb?.ApproximateCreationDateTime ?? 0) - Date.now() / 1_000),
    ).toBeLessThan(60);
  });

  test('is known to want records from the moment it looks, before it was done with any', async () => {
    const stream = await open();
    const positions = new QueryCommand({
      TableName: OWN_TABLE.name,
      KeyConditionExpression: 'PK = :pk',
      ExpressionAttributeValues: { ':pk': { S: `POSITION#ChangesFunction#${stream.tableName}` } },
    });
    stream.start();
    const position = () => stream.client.send(positions).then(({ Items = [] }) => Items[0]?.position?.S);
    expect(await waitFor('its position', position)).toBe('{"since":0}');
  });

  test('gets no record of a write that changed nothing', async () => {
    const stream = await open();
    await stream.putAll('a', 'a', 'b', 'a');
    stream.start();
    expect(await stream.received(2)).toEqual([['a', 'b']]);
  });

  test('gets batches of at most the size that the template says, in order', async () => {
    const stream = await open('BatchSize: 3');
    await stream.putAll('a', 'b', 'c', 'd', 'e', 'f', 'g');
    stream.start();
    expect(await stream.received(7)).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
  });

  test('gets batches of at most 6 MB', async () => {
    const stream = await open();
    for (let n = 0; n < 20; n += 1) await stream.put(`big ${n}`, { text: { S: 'x'.repeat(390_000) } });
    stream.start();
    expect((await stream.received(20)).map((batch) => batch.length)).toEqual([16, 4]);
  });

  test('gets what comes within the window in one batch', async () => {
    const stream = await open('BatchSize: 3, MaximumBatchingWindowInSeconds: 300');
    await stream.putAll('a');
    stream.start();
    await stream.putAll('b', 'c');
    expect(await stream.received(3)).toEqual([['a', 'b', 'c']]);
  });

  test('gets what there is when the window is over', async () => {
    const stream = await open('BatchSize: 3', { event: { batchingWindowMs: 50 } });
    await stream.putAll('a');
    stream.start();
    expect(await stream.received(1)).toEqual([['a']]);
  });

  test('gets a full batch before the window is over', async () => {
    const stream = await open('BatchSize: 2, MaximumBatchingWindowInSeconds: 300');
    await stream.putAll('a', 'b', 'c');
    stream.start();
    expect(await stream.received(2)).toEqual([['a', 'b']]);
  });

  test('gets only what its filters want, and passes what they do not', async () => {
    const pattern = JSON.stringify({
      eventName: ['INSERT'],
      dynamodb: { Keys: { id: { S: [{ prefix: 'wanted' }] } } },
    });
    const stream = await open(`FilterCriteria: { Filters: [{ Pattern: '${pattern}' }] }`);
    await stream.putAll('unwanted 1', 'wanted 1', 'unwanted 2', 'wanted 2', 'unwanted 3');
    await stream.remove('wanted 1');
    stream.start();
    expect((await stream.received(2)).flat()).toEqual(['wanted 1', 'wanted 2']);
    await stream.stopPolling();
    stream.start();
    await stream.putAll('wanted 3');
    expect((await stream.received(3)).flat()).toEqual(['wanted 1', 'wanted 2', 'wanted 3']);
  });

  test('starts with the latest record where the template says so, and skips none after a restart', async () => {
    const stream = await open('StartingPosition: LATEST');
    await stream.putAll('before');
    stream.start();
    let tries = 0;
    await waitFor('the first record', async () => {
      tries += 1;
      await stream.putAll(`try ${tries}`);
      return stream.batches().length > 0;
    });
    await waitFor('the last try', () => stream.batches().flat().includes(`try ${tries}`));
    expect(stream.batches().flat()).not.toContain('before');
    await stream.stopPolling();
    await stream.putAll('meanwhile');
    stream.start();
    await waitFor('the next', () => stream.batches().flat().includes('meanwhile'));
    expect(new Set(stream.batches().flat()).size).toBe(stream.batches().flat().length);
  });

  test('goes on where it was after a restart', async () => {
    const stream = await open();
    await stream.putAll('a', 'b');
    stream.start();
    await stream.received(2);
    await stream.stopPolling();
    await stream.putAll('c');
    stream.start();
    expect((await stream.received(3)).flat()).toEqual(['a', 'b', 'c']);
  });

  test('gets nothing twice when the table is made anew', async () => {
    const stream = await open();
    await stream.putAll('a', 'b');
    stream.start();
    await stream.received(2);
    await stream.stopPolling();
    await stream.renewTable();
    await stream.putAll('c');
    stream.start();
    expect((await stream.received(3)).flat()).toEqual(['a', 'b', 'c']);
  });

  test('is let finish before the poller stops, and gets that batch once', async () => {
    const stream = await open();
    await stream.put('slow', { command: { S: 'slow' } });
    stream.start();
    await stream.received(1);
    await stream.stopPolling();
    stream.start();
    await stream.putAll('next');
    expect((await stream.received(2)).flat()).toEqual(['slow', 'next']);
  });

  test('is not invoked while its event is disabled', async () => {
    const stream = await open('Enabled: false');
    await stream.putAll('a');
    stream.start();
    await stream.stopPolling();
    expect(stream.batches()).toEqual([]);
  });
});

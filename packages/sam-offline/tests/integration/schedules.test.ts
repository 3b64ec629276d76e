import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Deployment, deploy } from '../../src/lambda/deployment.ts';
import type { EventSource } from '../../src/lambda/event-source.ts';
import { startSchedules } from '../../src/schedule/event-source.ts';
import { type Application, readApplication } from '../../src/template/application.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { type DrivenClock, drivenClock } from '../support/driven-clock.ts';
import { IDENTITY } from '../support/queues.ts';

const TEMPLATE = join(__dirname, '..', 'support', 'fixtures', 'schedules', 'template.yaml');

type Record = { name: string; event: unknown };

describe('schedules', () => {
  let folder: string;
  let application: Application;
  let deployment: Deployment;
  let clock: DrivenClock;
  let timetable: { doneUntil: number };
  let errors: string[];
  let sources: EventSource[];

  const start = (application: Application) => {
    const { pools } = deployment;
    sources = startSchedules({ application, pools, timetable, logError: (text) => errors.push(text) }, clock);
  };
  const restart = async (how: 'stop' | 'giveWay', next = application) => {
    await Promise.all(sources.map((source) => source[how]()));
    start(next);
  };
  const records = (): Record[] => {
    const file = join(folder, 'records');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    return lines.map((line) => JSON.parse(line));
  };
  /** What was recorded once there is nothing more to be expected. */
  const settled = async () => {
    await restart('stop');
    return records();
  };
  const names = async () => (await settled()).map(({ name }) => name).sort();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sam-offline-schedules-'));
    application = readApplication({
      template: TEMPLATE,
      parameters: new Map([
        ['RecordsFile', join(folder, 'records')],
        ['At', '2026-05-01T03:30:20'],
      ]),
      region: IDENTITY.region,
      databaseUrl: 'http://database.invalid',
    });
    deployment = deploy(application, IDENTITY.credentials, () => undefined);
    clock = drivenClock('2026-05-01T02:59:59Z');
    timetable = { doneUntil: clock.now() };
    errors = [];
    start(application);
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.stop()));
    await deployment.terminate();
    rmSync(folder, { recursive: true });
  });

  test('set functions off at their times, not before and not again', async () => {
    expect(await settled()).toEqual([]);
    await clock.moveTo('2026-05-01T03:00:00Z');
    expect(await names()).toEqual(['Daily', 'every-hour']);
    await clock.moveTo('2026-05-01T03:59:59Z');
    expect(await names()).toEqual(['Daily', 'Failing', 'every-hour']);
    for (let hour = 4; hour < 24; hour += 1) {
      await clock.moveTo(`2026-05-01T${String(hour).padStart(2, '0')}:00:00Z`);
      expect((await names()).filter((name) => name === 'every-hour')).toHaveLength(hour - 2);
    }
    await clock.moveTo('2026-05-02T02:59:59Z');
    expect((await names()).filter((name) => name === 'Daily')).toHaveLength(1);
    await clock.moveTo('2026-05-02T03:00:00Z');
    expect((await names()).filter((name) => name === 'Daily')).toHaveLength(2);
  });

  test('tell them of the rule or the schedule, and of the time', async () => {
    await clock.moveTo('2026-05-01T03:00:00Z');
    const byName = new Map((await settled()).map(({ name, event }) => [name, event]));
    const both = {
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Scheduled Event',
      account: '123456789012',
      time: '2026-05-01T03:00:00Z',
      region: 'us-east-1',
    };
    expect(byName.get('Daily')).toEqual({
      ...both,
      source: 'aws.events',
      resources: ['arn:aws:events:us-east-1:123456789012:rule/DailyNight'],
      detail: {},
    });
    expect(byName.get('every-hour')).toEqual({
      ...both,
      source: 'aws.scheduler',
      resources: ['arn:aws:scheduler:us-east-1:123456789012:schedule/jobs/hour'],
      detail: '{}',
    });
  });

  test('give them the input that they have; that of a ScheduleV2 with what its placeholders stand for', async () => {
    await clock.moveTo('2026-05-01T05:30:00Z');
    await settled();
    await clock.moveTo('2026-05-01T05:45:00Z');
    expect((await settled()).filter(({ name }) => name === 'Given').map(({ event }) => event)).toEqual([
      { time: '<aws.scheduler.scheduled-time>' },
      {
        arn: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/GivenSchedule',
        time: '2026-05-01T05:45:00Z',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        attempt: '1',
        other: '<aws.scheduler.x>',
      },
    ]);
  });

  test('say what failed, and do not try it again', async () => {
    await clock.moveTo('2026-05-01T03:30:20Z');
    await settled();
    await clock.moveTo('2026-05-01T04:30:00Z');
    expect((await names()).filter((name) => name === 'Failing')).toHaveLength(1);
    expect(errors).toEqual([
      'Failing.Events.Once.Properties: what was due at 2026-05-01T03:30:20.000Z failed. Lambda would try it twice more, the local runner does not.',
    ]);
  });

  test('leave out what was due while the machine slept', async () => {
    clock.jumpTo('2026-05-03T03:30:00Z');
    await clock.moveTo('2026-05-03T03:59:59Z');
    expect(await settled()).toEqual([]);
    await clock.moveTo('2026-05-03T04:00:00Z');
    expect(await names()).toEqual(['every-hour']);
  });

  test('lose nothing and repeat nothing when others take their place', async () => {
    await clock.moveTo('2026-05-01T03:00:00Z');
    await restart('giveWay');
    await waitFor('what was due', () => records().length === 2);
    // Due between the end of the one and the beginning of the other.
    await clock.moveTo('2026-05-01T03:59:59Z');
    await Promise.all(sources.map((source) => source.giveWay()));
    await clock.moveTo('2026-05-01T04:00:02Z');
    start(application);
    // Those that gave way are not stopped: what they have set off comes when it comes.
    await waitFor('what was due meanwhile', () => records().length === 4);
    expect(await names()).toEqual(['Daily', 'Failing', 'every-hour', 'every-hour']);
  });

  test('are those of the template that is served', async () => {
    await restart('giveWay', { ...application, functions: [] });
    await clock.moveTo('2026-05-01T03:30:30Z');
    // What is added is not carried out for times before.
    await restart('giveWay');
    expect(await settled()).toEqual([]);
    await clock.moveTo('2026-05-01T04:00:00Z');
    expect(await names()).toEqual(['every-hour']);
  });
});

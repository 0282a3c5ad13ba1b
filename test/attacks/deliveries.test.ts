// What is on its way when things change: nothing is told to whoever it no longer concerns, nor late, nor twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../support/course-scene.ts';
import type { Typist } from '../support/exchange-bench.ts';
import { approve, setDocument, standingPass } from '../support/gate-papers.ts';

const day = 86_400_000;

describe('A delivery', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openCourseScene();
    kofiTypes = scene.bench.as(account('kofi'));
  });
  afterEach(() => scene.bench.close());

  /** Somebody who is nominated before they have an account. */
  async function withoutAccount(course: string, seat: boolean) {
    return scene.bench.arrange(async (records) => {
      const person = await records.people.add({
        name: 'Nadia',
        organisation: scene.id('egypt'),
        membership: 'confirmed',
      });
      await records.people.grant({ person: person.id, role: 'trainee', scope: scene.id('egypt') });
      const nomination = await records.nominations.add({
        course,
        nominee: person.id,
        organisation: scene.id('egypt'),
        nominatedBy: scene.id('salma'),
        rank: 'Sergeant',
        unit: 'Unit',
        yearsOfService: 6,
        reason: 'Reason.',
        state: 'submitted',
      });
      if (seat) await records.nominations.grantSeat(nomination.id, await standingPass(records, course));
      return { person: person.id, nomination: nomination.id };
    });
  }
  const joins = async (person: string) => {
    await scene.bench.arrange((records) =>
      records.codes.issue('JNED-JNED-JNED-JNED', 'person', person, scene.bench.clock.now() + day),
    );
    await scene.bench.as(account('nadia')).runs('exchange join', { code: 'JNED-JNED-JNED-JNED' });
    await scene.bench.sweep();
  };
  let kofiTypes: Typist;
  const kofi = () => kofiTypes;
  const later = { startsOn: '2027-04-05', endsOn: '2027-04-09', deadline: '2027-03-01', reason: 'No venue.' };

  it('reaches a nominee without an account once they have joined, as long as it helps', async () => {
    const course = await scene.publish();
    const { person } = await withoutAccount(course, true);
    await kofi().runs('course postpone', { course, ...later });
    await scene.bench.sendDue();

    await joins(person);

    expect(scene.heard('nadia')).toContain('has new dates');
  });

  it('says nothing of a course to somebody whose nomination was withdrawn meanwhile', async () => {
    const course = await scene.publish();
    const { person, nomination } = await withoutAccount(course, true);
    await kofi().runs('course postpone', { course, ...later });
    await kofi().runs('course edit', { course, title: 'Another title' });
    await scene.bench.arrange((records) => records.nominations.move(nomination, ['accepted'], 'withdrawn'));
    await kofi().runs('course cancel', { course, reason: 'Called off.' });
    await kofi().presses('Cancel this course');
    await scene.bench.sendDue();

    await joins(person);

    expect(scene.heard('nadia')).toBe('');
  });

  it('of a held course is not told to somebody whose nomination was withdrawn meanwhile', async () => {
    const course = await scene.publish();
    const { person, nomination } = await withoutAccount(course, true);
    const ended = { reference: 'OSJA-1', decidedOn: '2026-12-01', validUntil: '2027-02-01' };
    await scene.bench.arrange(async (records) => {
      await setDocument(records, course, 'assessment', ended, scene.id('otto'));
      await approve(records, course, scene.id('aria'));
      const pass = await standingPass(records, course);
      await records.courses.move(course, ['on-hold'], 'call-open', undefined, pass);
    });
    scene.bench.clock.set('2027-03-01T09:00:00Z');
    await scene.bench.sweep();
    await scene.bench.arrange((records) => records.nominations.move(nomination, ['accepted'], 'withdrawn'));

    await joins(person);

    expect(scene.heard('kofi')).toContain('on hold');
    expect(scene.heard('nadia')).toBe('');
  });

  it('of a nomination or a seat does not come when the course is over', async () => {
    const course = await scene.publish();
    const added = await scene.bench.as(account('salma')).runs('nominate add', {
      course,
      newName: 'Nadia',
      rank: 'Sergeant',
      unit: 'Unit',
      yearsOfService: 6,
      reason: 'Reason.',
    });
    const [nomination] = await scene.bench.arrange((records) => records.nominations.list({ course }));
    await scene.bench.as(account('vera')).runs('nominate accept', { nomination: nomination?.id ?? '' });
    await scene.bench.sweep();
    scene.bench.clock.set('2027-03-09T09:00:00Z');
    await scene.bench.sweep();

    await joins(nomination?.nominee ?? '');

    expect(added).toContain('Nadia');
    expect(scene.heard('nadia')).toBe('');
  });

  it('of a cancelled course does not come a year later', async () => {
    const course = await scene.publish();
    const { person } = await withoutAccount(course, true);
    await kofi().runs('course cancel', { course, reason: 'Called off.' });
    await kofi().presses('Cancel this course');
    scene.bench.clock.set('2028-01-04T09:00:00Z');

    await joins(person);

    expect(scene.heard('nadia')).toBe('');
  });

  it('of a course that is cancelled after its dates still comes', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'seat');
    await scene.bench.arrange((records) => records.courses.move(course, ['call-open'], 'on-hold'));
    scene.bench.clock.set('2027-03-20T09:00:00Z');
    await kofi().runs('course cancel', { course, reason: 'Called off.' });
    await kofi().presses('Cancel this course');

    await scene.bench.sendDue();

    expect(scene.heard('youssef')).toContain('has been cancelled');
  });

  it('once the course is cancelled is about nothing but the cancellation', async () => {
    const course = await scene.publish();
    const nomination = await scene.nominate(course, 'youssef', 'open');
    await scene.bench.as(account('vera')).runs('nominate accept', { nomination: nomination.id });
    await kofi().runs('course edit', { course, title: 'Another title', deadline: '2027-02-10' });
    await kofi().runs('course cancel', { course, reason: 'Called off.' });
    await kofi().presses('Cancel this course');
    scene.hush();

    for (const at of ['2027-01-11', '2027-01-25', '2027-01-31', '2027-02-09', '2027-03-01', '2027-03-06']) {
      scene.bench.clock.set(`${at}T10:00:00Z`);
      await scene.bench.sweep();
    }

    const people = ['youssef', 'salma', 'kofi', 'vera', 'otto', 'ama', 'esi'];
    const told = people.map((one) => scene.heard(one)).filter((one) => one !== '');
    expect(told.length).toBeGreaterThan(0);
    for (const one of told) expect(one.split('\n')[0]).toContain('has been cancelled');
    expect(scene.heard('youssef').split('has been cancelled').length).toBe(2);
  });

  it('to a removed member is neither sent nor read', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'seat');
    await scene.bench.arrange(async (records) => {
      const waiting = await records.people.add({
        name: 'WAITING',
        organisation: scene.id('ghana'),
        membership: 'pending',
      });
      const about = { person: waiting.id };
      const to = { channel: undefined, organisation: undefined, purpose: undefined, post: undefined };
      await records.deliveries.add(
        ['vera', 'kofi'].map((name) => ({
          key: `waiting · ${name}`,
          message: 'exchange/member-waiting',
          facts: about,
          person: scene.id(name),
          tooLateAt: undefined,
          ...to,
        })),
      );
      for (const name of ['vera', 'kofi', 'youssef'])
        await records.people.change(scene.id(name), { membership: 'removed' });
    });
    const pending = await scene.bench.arrange((records) => records.deliveries.list(['pending'], 10));
    scene.hush();
    await scene.bench.as(account('otto')).runs('course postpone', { course, ...later });

    const read: string[] = [];
    for (const name of ['vera', 'kofi'])
      for (const delivery of pending)
        for (const way of ['inbox/read', 'inbox/direct'])
          read.push(await scene.bench.as(account(name)).pressesRoute(`${way}|${delivery.id}`));
    await scene.bench.sweep();

    expect(read.join('\n')).not.toContain('WAITING');
    for (const name of ['vera', 'kofi', 'youssef']) expect(scene.heard(name)).toBe('');
  });

  it('about a newcomer is not read by somebody who can no longer confirm them', async () => {
    const delivery = await scene.bench.arrange(async (records) => {
      const waiting = await records.people.add({
        name: 'WAITING',
        organisation: scene.id('ghana'),
        membership: 'pending',
      });
      await records.deliveries.add([
        {
          key: 'waiting',
          message: 'exchange/member-waiting',
          facts: { person: waiting.id },
          person: scene.id('vera'),
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          post: undefined,
          tooLateAt: undefined,
        },
      ]);
      await records.people.revoke({ person: scene.id('vera'), role: 'coordinator', scope: 'hub' });
      return (await records.deliveries.list(['pending'], 1))[0]?.id;
    });

    const read = await scene.bench.as(account('vera')).pressesRoute(`inbox/read|${delivery}`);
    await scene.bench.sendDue();

    expect(read).not.toContain('WAITING');
    expect(scene.heard('vera')).toBe('');
  });

  it('that reminds of a deadline follows it when it moves, and never comes after it', async () => {
    const course = await scene.publish();
    scene.hush();
    scene.bench.clock.set('2027-01-30T06:00:00Z');
    await scene.bench.arrange(async (records) => {
      const reminder = { course, deadline: Date.parse('2027-02-01T23:59:00Z'), slot: '-2d' };
      await records.deliveries.add([
        {
          key: 'reminder that waits',
          message: 'nomination-reminders/reminder',
          facts: reminder,
          person: scene.id('salma'),
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          post: undefined,
          tooLateAt: undefined,
        },
      ]);
    });
    await kofi().runs('course edit', { course, deadline: '2027-02-20' });
    await scene.bench.sendDue();
    const moved = scene.heard('salma');
    scene.hush();
    scene.bench.clock.set('2027-02-21T10:00:00Z');
    await scene.bench.sweep();

    expect(moved).not.toContain('Nominations close');
    expect(scene.heard('salma')).not.toContain('Nominations close');
    expect(scene.heard('kofi')).not.toContain('Nominations close');
  });

  it('is not said again, and nothing is taken back, when the clock jumps back', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'seat');
    for (const at of ['2027-01-11', '2027-01-25', '2027-01-31', '2027-02-02', '2027-03-01', '2027-03-06']) {
      scene.bench.clock.set(`${at}T10:00:00Z`);
      await scene.bench.sweep();
    }
    const count = scene.bench.delivered.length;
    const before = await scene.bench.arrange((records) => records.courses.byId(course));

    for (const at of ['2027-03-05', '2027-02-27', '2027-01-31', '2027-01-11', '2027-01-04', '2027-03-06']) {
      scene.bench.clock.set(`${at}T10:00:00Z`);
      await scene.bench.sweep();
    }

    const after = await scene.bench.arrange((records) => records.courses.byId(course));
    expect(after).toEqual(before);
    expect(scene.bench.delivered.slice(count).map((one) => `${one.to}: ${one.says}`)).toEqual([]);
    expect(scene.bench.errors).toEqual([]);
  });

  it('is said at the same hours once, though the clock jumps an hour forth and back all the time', async () => {
    const told = async (jumps: boolean) => {
      const own = await openCourseScene();
      const course = await own.publish();
      await own.nominate(course, 'youssef', 'seat');
      own.hush();
      for (let at = Date.UTC(2027, 0, 5); at < Date.UTC(2027, 2, 10); at += day / 4) {
        for (const hours of jumps ? [0, 1, -1, 1, 0] : [0, 1]) {
          own.bench.clock.set(at + hours * 3_600_000);
          await own.bench.sweep();
        }
      }
      const heard = ['kofi', 'salma', 'youssef', 'vera'].map((name) => own.heard(name));
      const { errors } = own.bench;
      await own.bench.close();
      return { heard, errors };
    };

    const [steady, jumping] = [await told(false), await told(true)];

    expect(steady.heard.join('')).toContain('Nominations close');
    expect(jumping.heard.map((one) => one.split('\n\n').length)).toEqual(
      steady.heard.map((one) => one.split('\n\n').length),
    );
    expect(jumping.errors).toEqual([]);
  }, 60_000);

  it('of a symposium is not sent for dates that have moved or an edition that is cancelled', async () => {
    const edition = await scene.bench.arrange(async (records) => {
      const series = await records.symposia.addSeries('Symposium', 2);
      const planned = await records.symposia.plan({
        series: series.id,
        number: 20,
        title: 'Symposium 20',
        zone: 'UTC',
        plannedBy: scene.id('vera'),
      });
      const days = { startsOn: '2027-02-10', endsOn: '2027-02-12', zone: 'UTC', place: undefined };
      await records.symposia.setDates(planned.id, days);
      await records.symposia.register(planned.id, scene.id('ama'), 'academia');
      return planned.id;
    });
    const vera = scene.bench.as(account('vera'));
    await vera.runs('symposium set-dates', { edition, startsOn: '2027-06-10', endsOn: '2027-06-12' });
    await scene.bench.sendDue();
    scene.hush();
    scene.bench.clock.set('2027-02-03T10:00:00Z');
    await scene.bench.sweep();
    const atOldDates = scene.heard('ama');
    await vera.pressesRoute(`symposium/show/really-cancel|${edition}`);
    await scene.bench.sendDue();
    scene.hush();
    for (const at of ['2027-05-11', '2027-06-03', '2027-06-09', '2027-06-10', '2027-06-20']) {
      scene.bench.clock.set(`${at}T10:00:00Z`);
      await scene.bench.sweep();
    }

    expect(atOldDates).toBe('');
    expect(scene.heard('ama') + scene.heard('kofi')).toBe('');
  });
});

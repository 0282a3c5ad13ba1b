import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';

const day = 86_400_000;

describe('roles and memberships', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  const as = (name: string) => scene.bench.as(account(name));
  const held = async (name: string) =>
    (await scene.bench.arrange((records) => records.people.grantsOf(scene.id(name)))).map(
      ({ role, scope }) => `${role} ${scope}`,
    );

  describe('given by a coordinator', () => {
    it('ask for the office of an approver and the course of an instructor, and tell the person', async () => {
      const vera = as('vera');
      const course = await scene.propose();
      const ama = scene.id('ama');

      await vera.runs('exchange role-give', { person: ama, role: 'approver' });
      const form = vera.form();
      const approver = await vera.runs('exchange role-give', {
        person: scene.id('otto'),
        role: 'approver',
        office: 'minister',
      });
      const instructor = await vera.runs('exchange role-give', { person: ama, role: 'instructor', course });
      await scene.bench.sendDue();

      expect(form?.pages[0]?.fields.find((field) => field.problem)?.label.join('')).toContain('Office');
      expect(approver).toContain('minister');
      expect(instructor).toContain('Digital evidence');
      expect(await held('otto')).toEqual(['approver minister', 'coordinator hub']);
      expect(scene.heard('ama')).toContain('You hold a role now: Instructor');
    });

    it('end with their last day in the zone of the hub, without a job', async () => {
      const vera = as('vera');
      const until = '2027-01-05';
      await vera.runs('exchange role-give', { person: scene.id('ama'), role: 'manager', until });
      const ama = as('ama');

      scene.bench.clock.set('2027-01-05T23:59:59Z');
      const last = await ama.runs('exchange members');
      scene.bench.clock.set('2027-01-06T00:00:00Z');
      const over = await ama.runs('exchange members');

      expect(last).toContain('kofi');
      expect(over).toContain('is for: ');
    });

    it('are never given to oneself, nor taken from the last coordinator, nor let run out there', async () => {
      const vera = as('vera');
      const otto = scene.id('otto');
      const give = { person: otto, role: 'coordinator', until: '2027-02-01' };

      const own = await vera.runs('exchange role-give', { person: scene.id('vera'), role: 'oversight' });
      const limited = await vera.runs('exchange role-give', give);
      const last = await as('otto').pressesRoute(
        `exchange/role-take/now|${scene.id('vera')}|coordinator|hub`,
      );
      const removed = await as('otto').pressesRoute(`exchange/member-remove/now|${scene.id('vera')}`);
      const takenBack = await vera.pressesRoute(`exchange/role-take/now|${otto}|coordinator|hub`);

      expect(own).toContain('Nobody gives themselves a role');
      expect(limited).toContain('until the end of 1 February 2027');
      expect(last).toContain('last coordinator');
      expect(removed).toContain('last coordinator');
      expect(takenBack).toContain('no longer holds this role');
    });

    it('leave one coordinator when two take them from each other at the same time', async () => {
      const [vera, otto] = [scene.id('vera'), scene.id('otto')];

      await Promise.all([
        as('vera').pressesRoute(`exchange/role-take/now|${otto}|coordinator|hub`),
        as('otto').pressesRoute(`exchange/role-take/now|${vera}|coordinator|hub`),
      ]);

      expect([...(await held('vera')), ...(await held('otto'))]).toEqual(['coordinator hub']);
    });
  });

  describe('given by a liaison officer', () => {
    it('are those of their own organisation and of the courses that it proposed', async () => {
      const kofi = as('kofi');
      const course = await scene.propose();
      const ama = scene.id('ama');
      const give = (given: object) => kofi.runs('exchange role-give', { person: ama, ...given });

      const said = [
        await give({ role: 'manager' }),
        await give({ role: 'courseManager', course }),
        await give({ role: 'liaison' }),
        await give({ role: 'approver', office: 'minister' }),
        await as('salma').runs('exchange role-give', {
          person: scene.id('youssef'),
          role: 'instructor',
          course,
        }),
      ];
      await kofi.runs('exchange role-give', { person: scene.id('youssef'), role: 'manager' });

      expect(said[0]).toContain('Ghana Police Service');
      expect(said[1]).toContain('Course manager');
      for (const refused of said.slice(2, 4))
        expect(refused).toContain('can neither give nor take this role');
      expect(await held('ama')).toEqual([
        `courseManager ${course}`,
        `manager ${scene.id('ghana')}`,
        `trainee ${scene.id('ghana')}`,
      ]);
      expect(await held('youssef')).toEqual([`trainee ${scene.id('egypt')}`]);
    });

    it('are taken back once, also when it is pressed twice', async () => {
      const kofi = as('kofi');
      const route = `exchange/role-take/now|${scene.id('ama')}|trainee|${scene.id('ghana')}`;

      const said = [await kofi.pressesRoute(route), await kofi.pressesRoute(route)];
      await scene.bench.sendDue();

      expect(said[0]).toContain('no longer holds this role');
      expect(said[1]).toContain('does not hold this role');
      expect(scene.heard('ama').match(/You no longer hold this role/g)).toHaveLength(1);
    });
  });

  describe('handed over', () => {
    it('go to another of the same organisation, but for what only a person themselves can be', async () => {
      await scene.bench.arrange(async (records) => {
        for (const [person, role] of [
          [scene.id('ama'), 'manager'],
          [scene.id('kofi'), 'trainee'],
        ] as const)
          await records.people.grant({ person, role, scope: scene.id('ghana') });
      });
      const route = (from: string, to: string) => `exchange/handover/now|${scene.id(from)}|${scene.id(to)}`;

      const asked = await as('vera').runs('exchange handover', {
        person: scene.id('kofi'),
        successor: scene.id('esi'),
      });
      const refused = [
        await as('kofi').pressesRoute(route('kofi', 'ama')),
        await as('vera').pressesRoute(route('kofi', 'youssef')),
        await as('salma').pressesRoute(route('ama', 'esi')),
        await as('otto').pressesRoute(route('vera', 'otto')),
      ];
      const done = await Promise.all([1, 2].map(() => as('vera').pressesRoute(route('kofi', 'esi'))));
      await scene.bench.sendDue();

      expect(asked).toContain('Hand over from kofi to esi?');
      expect(refused.join('\n')).not.toContain('has gone');
      expect(done.filter((said) => said.includes('1 role has gone from kofi to esi'))).toHaveLength(1);
      expect(await held('kofi')).toEqual([`trainee ${scene.id('ghana')}`]);
      expect(await held('esi')).toEqual([`liaison ${scene.id('ghana')}`, `trainee ${scene.id('ghana')}`]);
      expect(scene.heard('esi')).toContain('You hold a role now: Liaison officer');
      expect(scene.heard('kofi')).toContain('You no longer hold this role: Liaison officer');
    });
  });

  describe('handed over with courses', () => {
    it('makes the successor manage what hung on its proposer alone, who stays the proposer', async () => {
      const course = await scene.propose();
      const managing = `courseManager ${course}`;

      const asked = await as('vera').runs('exchange handover', {
        person: scene.id('kofi'),
        successor: scene.id('esi'),
      });
      await as('vera').pressesRoute(`exchange/handover/now|${scene.id('kofi')}|${scene.id('esi')}`);
      await scene.bench.sendDue();

      expect(asked).toContain('Course manager · Digital evidence');
      expect(await held('esi')).toContain(managing);
      expect(await held('kofi')).not.toContain(managing);
      expect((await scene.bench.arrange((records) => records.courses.byId(course)))?.proposedBy).toBe(
        scene.id('kofi'),
      );
      expect(scene.heard('esi')).toContain('You hold a role now: Course manager');
    });
  });

  describe('listed', () => {
    it('are shown by organisation, to the hub for all and to a liaison officer for their own', async () => {
      const vera = await as('vera').runs('exchange members');
      const kofi = as('kofi');
      const own = await kofi.runs('exchange members');
      const ama = await kofi.chooses('Look at a member', 'ama');
      const other = await kofi.runs('exchange members', { organisation: scene.id('egypt') });

      expect(vera.indexOf('youssef')).toBeLessThan(vera.indexOf('kofi'));
      expect(own).toContain('ama · Ghana Police Service · Trainee');
      expect(own).not.toContain('youssef');
      expect(other).toContain('members of your own organisation');
      expect(ama).toContain('[Take back: Trainee]');
      expect(ama).toContain('[Remove]');
    });
  });

  describe('ended', () => {
    it('close everything to the person at once, and list to the coordinator what is left', async () => {
      const course = await scene.publish();
      await scene.nominate(course, 'ama', 'open');
      await scene.bench.arrange((records) =>
        records.people.grant({ person: scene.id('ama'), role: 'manager', scope: scene.id('ghana') }),
      );
      const kofi = as('kofi');
      const ask = await kofi.runs('exchange member-remove', { person: scene.id('ama') });
      scene.hush();

      const [done, again] = [await kofi.presses('End the membership'), await kofi.runs('my tasks')];
      await scene.bench.sendDue();
      const ama = await as('ama').runs('exchange members');

      expect(ask).toContain('End the membership: ama?');
      expect(done).toContain('1 nomination is still open');
      expect(again).not.toContain('ama');
      expect(scene.heard('vera')).toContain('kofi has ended a membership: ama');
      expect(scene.heard('vera')).toContain('Digital evidence');
      expect(ama).not.toContain('kofi');
      expect(await held('ama')).toEqual([]);
    });

    it('are ended once, and by a liaison officer only for their own trainees and managers', async () => {
      const removal = (name: string) => `exchange/member-remove/now|${scene.id(name)}`;

      const said = [
        await as('kofi').pressesRoute(removal('youssef')),
        await as('kofi').pressesRoute(removal('vera')),
        ...(await Promise.all([1, 2].map(() => as('vera').pressesRoute(removal('kofi'))))),
      ];

      expect(said[0]).toContain('You cannot end this membership');
      expect(said[1]).toContain('You cannot end this membership');
      expect(said.slice(2).filter((one) => one.includes('kofi is no longer a member'))).toHaveLength(1);
    });
  });

  describe('renewed once a quarter', () => {
    it('are asked about in one message for each who answers, and stay when all still serve', async () => {
      await scene.bench.sweep();
      scene.hush();
      scene.bench.clock.set(scene.bench.clock.now() + 72 * day);
      await scene.bench.sweep();
      await scene.bench.sweep();
      const asked = scene.bench.delivered.filter((one) => one.says.includes('Do all of them still serve?'));

      const kofi = await as('kofi').pressesRoute(`exchange/member-verify/all|${scene.id('ghana')}`);
      const again = await as('kofi').pressesRoute(`exchange/member-verify/all|${scene.id('ghana')}`);
      for (const name of ['vera', 'otto']) await as(name).pressesRoute('exchange/member-verify/all|hub');
      scene.bench.clock.set(scene.bench.clock.now() + 30 * day);
      const served = await as('ama').runs('exchange organisation-list');
      const lapsed = await as('youssef').runs('exchange organisation-list');

      expect(asked.map((one) => one.to).toSorted()).toEqual(['kofi', 'otto', 'salma', 'vera'].map(account));
      expect(asked.find((one) => one.to === account('kofi'))?.says).toContain('You are asked about 2 people');
      expect(kofi).toContain('2 people are approved until');
      expect(again).toContain('Nobody waits for your answer');
      expect(served).toContain('Ghana');
      expect(lapsed).toContain('your approval as serving personnel ran out');
    });

    it('wait in the tasks of whoever answers for them, from the first notice until all have been answered for', async () => {
      await scene.bench.sweep();
      const early = await as('kofi').runs('my tasks');
      scene.bench.clock.set(scene.bench.clock.now() + 72 * day);

      const [kofi, vera, ama] = [
        await as('kofi').runs('my tasks'),
        await as('vera').runs('my tasks'),
        await as('ama').runs('my tasks'),
      ];
      const reader = as('kofi');
      const list = await reader.pressesRoute(`exchange/member-verify/show|${scene.id('ghana')}`);
      await reader.presses('All still serve');
      const after = await as('kofi').runs('my tasks');

      expect(early).not.toContain('Who still serves');
      expect(kofi).toMatch(/Who still serves \(Ghana[^)]*\)\? First approval until/);
      expect(vera).toMatch(/Who still serves/);
      expect(vera).not.toContain('Who still serves (Ghana');
      expect(ama).not.toContain('Who still serves');
      expect(list).toContain('You are asked about 2 people');
      expect(after).not.toContain('Who still serves');
    });

    it('are asked for again by whoever has lapsed, and opened again by whoever answers for them', async () => {
      await scene.bench.arrange((records) =>
        records.people.change(scene.id('ama'), { approvedUntil: scene.bench.clock.now() }),
      );
      const ama = as('ama');

      const said = await ama.runs('exchange join');
      await ama.runs('exchange join');
      await scene.bench.sendDue();
      await as('kofi').presses('All still serve');

      expect(said).toContain('has been asked to renew it');
      expect(await held('ama')).toEqual([`trainee ${scene.id('ghana')}`]);
      expect(await ama.runs('exchange organisation-list')).toContain('Ghana');
    });

    it('are nobody’s own to renew, nor through a deputy', async () => {
      const now = scene.bench.clock.now();
      await scene.bench.arrange(async (records) => {
        await records.people.change(scene.id('vera'), { approvedUntil: now + day });
        await records.deputies.name({
          principal: scene.id('vera'),
          deputy: scene.id('otto'),
          role: undefined,
          scope: undefined,
          from: now,
          until: now + 9 * day,
          zone: 'UTC',
        });
      });

      await as('vera').pressesRoute('exchange/member-verify/all|hub');
      await as('otto').pressesRoute('exchange/member-verify/all|hub');
      await as('kofi').pressesRoute('exchange/member-verify/all|hub');

      expect(await scene.bench.arrange((records) => records.people.byId(scene.id('vera')))).toMatchObject({
        approvedUntil: now + day,
      });
    });

    it('ask oversight about a coordinator who is alone', async () => {
      await scene.bench.arrange(async (records) => {
        await records.people.revoke({ person: scene.id('otto'), role: 'coordinator', scope: 'hub' });
        await records.people.grant({ person: scene.id('otto'), role: 'oversight', scope: 'hub' });
      });
      await scene.bench.sweep();
      scene.hush();
      scene.bench.clock.set(scene.bench.clock.now() + 72 * day);
      await scene.bench.sweep();

      const otto = await as('otto').pressesRoute('exchange/member-verify/all|hub');

      expect(scene.heard('otto')).toContain('You are asked about one person');
      expect(otto).toContain('1 person is approved until');
    });
  });
});

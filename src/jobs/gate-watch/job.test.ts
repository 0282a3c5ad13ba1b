import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { approve, setDocument } from '../../../test/support/gate-papers.ts';

/** The course of the scene begins on 1 March 2027 in Accra, where it is as late as in UTC. */
describe('the watch at the gate', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  async function at(instant: string): Promise<void> {
    scene.bench.clock.set(instant);
    await scene.bench.sweep();
  }

  async function proposed(changes = {}): Promise<string> {
    const course = await scene.propose(changes);
    await scene.bench.sendDue();
    scene.hush();
    return course;
  }

  it('tells those who can open it what is missing and who can lift it, at nine, once', async () => {
    await proposed();

    await at('2027-01-30T08:50:00Z');
    const early = scene.heard('vera');
    await at('2027-01-30T09:00:00Z');
    await at('2027-01-31T09:00:00Z');

    expect(early).toBe('');
    for (const name of ['vera', 'otto', 'aria', 'kofi'])
      expect(scene.heard(name).match(/“Digital evidence” begins/g)).toHaveLength(1);
    expect(scene.heard('vera')).toContain(
      'There is no brief (IPAB). A liaison officer of Ghana Police Service or a coordinator writes it.',
    );
    expect(scene.heard('vera')).toContain('There is no human-rights assessment (OSJA).');
    expect(scene.heard('vera')).toContain('[Papers and approval]');
    expect(scene.heard('mina') + scene.heard('salma') + scene.heard('ama')).toBe('');
    expect(scene.bench.errors).toEqual([]);
  });

  it('presses more the nearer the day comes', async () => {
    await proposed();

    const said: string[] = [];
    for (const day of ['2027-01-30', '2027-02-15', '2027-02-22', '2027-02-28']) {
      scene.hush();
      await at(`${day}T09:00:00Z`);
      said.push(scene.heard('kofi'));
    }

    expect(said[0]).toContain('Please plan how what is missing comes in time');
    expect(said[1]).toContain('Urgent: “Digital evidence” begins in 14 days');
    expect(said[2]).toContain('Urgent: “Digital evidence” begins in 7 days');
    expect(said[3]).toContain('is to begin tomorrow');
    expect(said[3]).toContain('It cannot begin on that day');
  });

  it('says nothing of a gate that is open and lasts', async () => {
    await scene.publish();
    scene.hush();

    for (const day of ['2027-01-30', '2027-02-15', '2027-02-22', '2027-02-28']) await at(`${day}T09:00:00Z`);

    expect(scene.heard('aria')).toBe('');
    expect(scene.heard('vera')).not.toContain('missing');
  });

  it('warns of papers that end before the first day, of courses on hold too, and their course managers', async () => {
    const course = await scene.publish();
    await scene.bench.arrange(async (records) => {
      await records.people.grant({ person: scene.id('ama'), role: 'courseManager', scope: course });
      const early = { decidedOn: '2026-12-01', validUntil: '2027-02-20' };
      await setDocument(records, course, 'assessment', early, scene.id('otto'), 'high');
    });
    scene.hush();

    await at('2027-01-30T09:00:00Z');

    expect(scene.heard('ama')).toContain('The human-rights assessment (OSJA) ends on 20 February 2027');
    expect(scene.heard('mina')).toContain(
      'What was approved has been changed since. The minister decides on it.',
    );
    expect(scene.heard('aria')).toBe('');
  });

  it('sends one warning after an outage, not five', async () => {
    await proposed();

    await at('2027-02-22T15:00:00Z');
    const late = scene.heard('kofi');

    expect(late.match(/“Digital evidence” begins/g)).toHaveLength(1);
    expect(late).toContain('in 7 days');
  });

  it('leaves no warning that is too late, and none once it is to begin', async () => {
    await proposed();

    await at('2027-02-08T09:00:00Z');
    await at('2027-03-01T08:00:00Z');

    expect(scene.heard('kofi')).toBe('');
  });

  it('follows a course that is moved: warns anew, by its new day', async () => {
    const course = await proposed();
    await at('2027-01-30T09:00:00Z');
    scene.hush();
    const moved = { startsOn: '2027-04-05', endsOn: '2027-04-09' };
    await scene.bench.arrange((records) => records.courses.edit(course, moved, ['proposed']));

    await at('2027-02-28T09:00:00Z');
    const before = scene.heard('kofi');
    await at('2027-03-06T09:00:00Z');

    expect(before).toBe('');
    expect(scene.heard('kofi')).toContain('begins in 30 days, on 5 April 2027');
  });

  it('is silent while an approval stands, speaks when it is void, and is silent again once renewed', async () => {
    const course = await scene.publish();
    scene.hush();
    await at('2027-01-30T09:00:00Z');
    const approved = scene.heard('aria');
    await scene.bench.arrange((records) => records.courses.edit(course, { seats: 30 }, ['call-open']));
    await at('2027-02-15T09:00:00Z');
    const voided = scene.heard('aria');
    await scene.bench.arrange((records) => approve(records, course, scene.id('aria')));
    scene.hush();
    await at('2027-02-22T09:00:00Z');

    expect(approved).toBe('');
    expect(voided).toContain(
      'What was approved has been changed since. The head of department decides on it.',
    );
    expect(scene.heard('aria')).toBe('');
  });

  it('does not arrive when the course was called off while it waited', async () => {
    const course = await proposed();
    scene.bench.clock.set('2027-01-30T09:00:00Z');
    await scene.bench.arrange(async (records) => {
      const facts = { course, startsOn: '2027-03-01', slot: '-30d', office: 'head-of-department' };
      await records.deliveries.add([
        {
          key: 'test',
          person: scene.id('kofi'),
          message: 'gate-watch/shut',
          facts,
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          post: undefined,
          tooLateAt: undefined,
        },
      ]);
      await records.courses.move(course, ['proposed'], 'cancelled');
    });

    await scene.bench.sweep();

    expect(scene.heard('kofi')).toBe('');
  });
});

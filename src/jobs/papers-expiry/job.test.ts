import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { inForce, setDocument } from '../../../test/support/gate-papers.ts';

/** The bench begins on Monday 4 January 2027; the course on 1 March in Accra. */
describe('the dates of papers and mitigations', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.propose();
    await scene.bench.arrange(async (records) => {
      await setDocument(records, course, 'brief', inForce, scene.id('kofi'));
      await setDocument(records, course, 'assessment', inForce, scene.id('mina'));
    });
    await scene.bench.sendDue();
    scene.hush();
  });
  afterEach(() => scene.bench.close());

  async function at(instant: string): Promise<void> {
    scene.hush();
    scene.bench.clock.set(instant);
    await scene.bench.sweep();
    await scene.bench.sweep();
  }

  function assess(validUntil: string): Promise<void> {
    const validity = { decidedOn: '2026-12-01', validUntil };
    return scene.bench.arrange((records) =>
      setDocument(records, course, 'assessment', validity, scene.id('mina')),
    );
  }

  async function risk(owner: string, due: string, mitigation = 'Vet the trainees'): Promise<string> {
    const asked = { risk: 'Misuse', mitigation, owner: scene.id(owner), due };
    const { id } = await scene.bench.arrange((records) => records.papers.addRisk(course, asked));
    return id;
  }

  it('tell whoever made a paper, the coordinators and whoever decides that it ends before the course begins', async () => {
    await assess('2027-02-10');

    await at('2027-01-11T09:00:00Z');
    const first = scene.heard('mina');
    const kept = scene.heard('vera');
    await at('2027-02-03T09:00:00Z');

    const sentence = 'The human-rights assessment OSJA-1 of “Digital evidence” ends on 10 February 2027';
    expect(first.split(sentence)).toHaveLength(2);
    expect(kept).toContain('[Renew the assessment]');
    expect(scene.heard('mina')).toContain(sentence);
    expect(scene.heard('aria')).toContain(sentence);
    expect(scene.heard('kofi')).not.toContain(sentence);
    expect(scene.bench.errors).toEqual([]);
  });

  it('say nothing of a paper that lasts, was renewed, or is no longer needed', async () => {
    await at('2027-01-11T09:00:00Z');
    const lasting = scene.heard('mina');
    await assess('2027-02-10');
    await assess('2027-06-30');
    await at('2027-02-03T09:00:00Z');
    const renewed = scene.heard('mina');
    await assess('2027-02-20');
    await scene.bench.arrange((records) => records.courses.move(course, ['proposed'], 'cancelled'));
    await at('2027-02-13T09:00:00Z');

    expect([lasting, renewed, scene.heard('mina')]).toEqual(['', '', '']);
  });

  it('come to need a renewal when the course is moved beyond the end of its papers', async () => {
    await assess('2027-03-20');
    const moved = { startsOn: '2027-04-05', endsOn: '2027-04-09' };
    await at('2027-02-18T09:00:00Z');
    const before = scene.heard('mina');
    await scene.bench.arrange((records) => records.courses.edit(course, moved, ['proposed']));

    await at('2027-02-18T10:00:00Z');

    expect(before).not.toContain('ends on');
    expect(scene.heard('mina')).toContain('the course begins only on 5 April 2027');
  });

  it('remind whoever sees to a mitigation three days before, once, unless it is done', async () => {
    const theirs = await risk('ama', '2027-01-20');
    const hers = await risk('esi', '2027-01-20', 'Brief the trainers');
    const esi = scene.bench.as(account('esi'));

    await at('2027-01-17T09:00:00Z');
    const first = scene.heard('ama');
    const done = await esi.pressesRoute(`approval/risks/done|${hers}`);
    await at('2027-01-18T09:00:00Z');

    expect(first).toContain('Due in a few days, on 20 January 2027: Vet the trainees');
    expect(done).toContain('Thank you.');
    expect(scene.heard('ama') + scene.heard('esi')).toBe('');
    expect(theirs).not.toBe('');
  });

  it('list on Mondays what is overdue: to each owner their own, to the coordinators all in one message', async () => {
    await risk('ama', '2027-01-15');
    await risk('ama', '2027-01-16', 'Hear the embassy');
    await risk('kofi', '2027-01-25', 'Not due before Monday is over');

    await at('2027-01-18T08:50:00Z');
    const early = scene.heard('ama');
    await at('2027-01-18T09:00:00Z');
    const [owner, coordinator] = [scene.heard('ama'), scene.heard('vera')];
    await at('2027-01-25T09:00:00Z');

    expect(early).toBe('');
    expect(owner).toContain('2 mitigations that you see to are overdue:');
    expect(owner).toContain('[Done: Hear the embassy]');
    expect(coordinator.match(/mitigations are overdue/g)).toHaveLength(1);
    expect(coordinator).toContain('Vet the trainees – ama, due 15 January 2027 (“Digital evidence”)');
    expect(coordinator).toContain('[Risks: Digital evidence]');
    expect(scene.heard('ama')).toContain('2 mitigations that you see to are overdue:');
    expect(scene.heard('kofi')).not.toContain('overdue');
  });

  it('list nothing once it is done or the course is called off, and nothing old after an outage', async () => {
    const id = await risk('ama', '2027-01-15');
    await at('2027-01-21T10:00:00Z');
    const late = scene.heard('ama') + scene.heard('vera');
    await scene.bench.arrange((records) => records.papers.mitigated(id, scene.id('ama')));
    await at('2027-01-25T09:00:00Z');
    const done = scene.heard('ama');
    await risk('esi', '2027-01-26');
    await scene.bench.arrange((records) => records.courses.move(course, ['proposed'], 'cancelled'));
    await at('2027-02-01T09:00:00Z');

    expect(late).not.toContain('overdue');
    expect(done).toBe('');
    expect(scene.heard('esi')).toBe('');
    expect(scene.heard('vera')).not.toContain('overdue');
  });
});

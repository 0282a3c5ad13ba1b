import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { approve, inForce, setDocument } from '../../../test/support/gate-papers.ts';

describe('/my tasks at the gate', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.propose();
    await scene.bench.sendDue();
  });
  afterEach(() => scene.bench.close());

  const tasksOf = (name: string) => scene.bench.as(account(name)).runs('my tasks');

  function handIn(grade: 'low' | 'high' = 'low', assessor = 'otto'): Promise<void> {
    return scene.bench.arrange(async (records) => {
      await setDocument(records, course, 'brief', inForce, scene.id('kofi'));
      await setDocument(records, course, 'assessment', inForce, scene.id(assessor), grade);
      await records.courses.move(course, ['proposed'], 'gated');
    });
  }

  it('names to coordinators the proposals whose papers they have to bring on, and to nobody else', async () => {
    const vera = await tasksOf('vera');

    expect(vera).toContain('“Digital evidence”, from 1 March 2027, has been proposed: its papers');
    expect(vera).toContain('[Papers and approval]');
    expect(await tasksOf('aria')).toContain('Nothing waits for you');
  });

  it('names what waits for a decision to whoever the grade names, and to nobody who had a part in it', async () => {
    await handIn('high', 'aria');
    await scene.bench.arrange((records) =>
      records.people.grant({ person: scene.id('aria'), role: 'approver', scope: 'minister' }),
    );

    expect(await tasksOf('mina')).toContain(
      '“Digital evidence”, from 1 March 2027, waits for your decision.',
    );
    expect(await tasksOf('aria')).toContain('Nothing waits for you');
    expect(await tasksOf('vera')).not.toContain('Digital evidence');
  });

  it('names a held course to whoever decides again, once its papers are there and only the approval is not', async () => {
    await handIn();
    await scene.bench.arrange(async (records) => {
      await approve(records, course, scene.id('aria'));
      for (const [from, to] of [
        ['gated', 'approved'],
        ['approved', 'on-hold'],
      ] as const)
        await records.courses.move(course, [from], to);
    });
    const standing = await tasksOf('aria');

    await scene.bench.arrange((records) =>
      setDocument(records, course, 'assessment', { ...inForce, reference: 'OSJA-2' }, scene.id('otto')),
    );

    expect(standing).toContain('Nothing waits for you');
    expect(await tasksOf('aria')).toContain(
      '“Digital evidence”, from 1 March 2027, waits for your decision.',
    );
  });

  it('names what is approved to the coordinators, to be published', async () => {
    await handIn();
    await scene.bench.arrange(async (records) => {
      await approve(records, course, scene.id('aria'));
      await records.courses.move(course, ['gated'], 'approved');
    });

    expect(await tasksOf('vera')).toContain('“Digital evidence”, from 1 March 2027, waits to be published.');
    expect(await tasksOf('vera')).toContain('[Publish]');
    expect(await tasksOf('aria')).toContain('Nothing waits for you');
  });

  it('names a mitigation to whoever sees to it until it is done or the course is over, the earliest first', async () => {
    await scene.bench.arrange(async (records) => {
      for (const [mitigation, due] of [
        ['Vet the trainees', '2027-02-20'],
        ['Hear the embassy', '2027-01-20'],
      ] as const)
        await records.papers.addRisk(course, { risk: 'Misuse', mitigation, owner: scene.id('ama'), due });
    });
    const both = await tasksOf('ama');
    const ama = scene.bench.as(account('ama'));
    await ama.runs('my tasks');

    await ama.presses('It is done');
    const one = await tasksOf('ama');

    expect(both.indexOf('Hear the embassy')).toBeLessThan(both.indexOf('Vet the trainees'));
    expect(both).toContain('You see to this by 20 January 2027: Hear the embassy');
    expect(one).not.toContain('Hear the embassy');
    expect(one).toContain('Vet the trainees');
    expect(await tasksOf('esi')).not.toContain('Vet');
  });

  it('names to the coordinator the missions that have not answered by their day, not before', async () => {
    await scene.bench.arrange(async (records) => {
      for (const country of ['FR', 'KE'])
        await records.consultations.ask(
          course,
          { country, mission: 'embassy', due: '2027-01-10' },
          scene.id('vera'),
        );
    });
    const before = await tasksOf('vera');
    scene.bench.clock.set('2027-01-11T09:00:00Z');
    const vera = scene.bench.as(account('vera'));
    const after = await vera.runs('my tasks');
    await vera.presses('Note a view');
    const fields = vera.form()?.pages.flatMap((page) => page.fields) ?? [];

    expect(before).not.toContain('mission');
    expect(after).toContain('2 missions have not answered about “Digital evidence” by the day given.');
    expect(fields.find((field) => field.name === 'country')?.filled).toBe('FR');
    expect(await tasksOf('kofi')).not.toContain('mission');
  });
});

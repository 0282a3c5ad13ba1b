import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { givePapers, inForce, setDocument } from '../../../test/support/gate-papers.ts';

/** Missions were asked on 4 January 2027, the course begins on 1 March in Accra. */
describe('the chase of missions', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.propose();
    await scene.bench.sendDue();
    await ask('FR', '2027-01-20');
    await ask('KE', '2027-01-20');
    scene.hush();
  });
  afterEach(() => scene.bench.close());

  async function ask(country: string, due: string): Promise<void> {
    const mission = country === 'KE' ? 'high-commission' : 'embassy';
    await scene.bench.arrange((records) =>
      records.consultations.ask(course, { country, mission, due }, scene.id('vera')),
    );
  }

  async function at(instant: string): Promise<void> {
    scene.hush();
    scene.bench.clock.set(instant);
    await scene.bench.sweep();
    await scene.bench.sweep();
  }

  async function handIn(): Promise<void> {
    await scene.bench.arrange(async (records) => {
      await setDocument(records, course, 'brief', inForce, scene.id('otto'));
      await setDocument(records, course, 'assessment', inForce, scene.id('otto'));
      await records.courses.move(course, ['proposed'], 'gated');
    });
  }

  it('names to the coordinators, once per slot, those that have not answered, with a button for each', async () => {
    await at('2027-01-15T08:50:00Z');
    const early = scene.heard('vera');
    await at('2027-01-15T09:00:00Z');
    const first = scene.heard('vera');
    await at('2027-01-19T09:00:00Z');
    const second = scene.heard('vera');

    expect(early).toBe('');
    expect(first.match(/2 missions have not answered yet about “Digital evidence”/g)).toHaveLength(1);
    expect(first).toContain('Embassy: France');
    expect(first).toContain('High commission: Kenya');
    expect(first).toContain('[Note a view: Kenya]');
    expect(second).toContain('Their views are due on 20 January 2027');
    expect(scene.heard('aria') + scene.heard('kofi')).toBe('');
    expect(scene.bench.errors).toEqual([]);
  });

  it('opens the form of that mission', async () => {
    await at('2027-01-15T09:00:00Z');
    const vera = scene.bench.as(account('vera'));

    await vera.presses('Note a view: Kenya');
    const fields = vera.form()?.pages.flatMap((page) => page.fields) ?? [];

    expect(fields.find((field) => field.name === 'course')?.filled).toBe(course);
    expect(fields.find((field) => field.name === 'country')?.filled).toBe('KE');
  });

  it('tells whoever decides, the morning after, that they may do without; not before it is handed in', async () => {
    await at('2027-01-21T09:00:00Z');
    const unready = scene.heard('aria');
    const toVera = scene.heard('vera');
    await ask('PE', '2027-01-25');
    await handIn();
    await at('2027-01-26T09:00:00Z');

    expect(unready).toBe('');
    expect(toVera).toContain('From now on a decision does not wait for it');
    expect(scene.heard('aria')).toContain('You may decide without it now.');
    expect(scene.heard('aria')).toContain('Embassy: Peru');
    expect(scene.heard('aria')).not.toContain('[Note a view');
    expect(scene.heard('mina')).toBe('');
  });

  it('does not tell whoever has decided already', async () => {
    await handIn();
    await scene.bench.arrange((records) => givePapers(records, course, scene.id('otto')));

    await at('2027-01-21T09:00:00Z');

    expect(scene.heard('aria')).toBe('');
    expect(scene.heard('vera')).toContain('2 missions have not answered');
  });

  it('stops with the answer, with a question that is dropped, and with the course', async () => {
    await scene.bench.arrange((records) =>
      records.consultations.answer(course, 'FR', 'support', undefined, scene.id('vera')),
    );
    await at('2027-01-15T09:00:00Z');
    const one = scene.heard('vera');
    await scene.bench.arrange((records) => records.consultations.drop(course, 'KE'));
    await at('2027-01-19T09:00:00Z');
    const none = scene.heard('vera');
    await ask('PE', '2027-01-25');
    await scene.bench.arrange((records) => records.courses.move(course, ['proposed'], 'cancelled'));
    await at('2027-01-24T09:00:00Z');

    expect(one).toContain('1 mission has not answered yet');
    expect(one).not.toContain('France');
    expect(none).toBe('');
    expect(scene.heard('vera')).toBe('');
  });

  it('catches up with one message after an outage, and with none when it no longer helps', async () => {
    await at('2027-01-22T12:00:00Z');
    const late = scene.heard('vera');
    await ask('PE', '2027-02-01');
    await at('2027-02-12T12:00:00Z');

    expect(late.match(/not answered about/g)).toHaveLength(1);
    expect(scene.heard('vera')).not.toContain('Peru');
  });

  it('follows a mission that is given another day', async () => {
    await ask('FR', '2027-02-10');
    await ask('KE', '2027-02-10');
    await at('2027-01-21T09:00:00Z');
    const before = scene.heard('vera');
    await at('2027-02-05T09:00:00Z');

    expect(before).toBe('');
    expect(scene.heard('vera')).toContain('due on 10 February 2027');
  });
});

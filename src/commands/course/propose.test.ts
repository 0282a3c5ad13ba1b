import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, proposal, type Scene } from '../../../test/support/course-scene.ts';

describe('/course propose', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  it('keeps a proposal, shows its card, and tells the coordinators', async () => {
    const kofi = scene.bench.as(account('kofi'));

    const said = await kofi.runs('course propose', proposal);
    await scene.bench.sendDue();

    expect(said).toContain('“Digital evidence” has been proposed.');
    expect(said).toContain('Dates: 1 March 2027 to 5 March 2027 (5 days)');
    expect(said).toContain('Seats: 0 of 12 given, 12 free');
    expect(scene.heard('vera')).toContain('kofi of Ghana Police Service proposes “Digital evidence”.');
    expect(scene.heard('otto')).toContain('[Papers and approval]');
    expect(scene.heard('salma')).toBe('');
    expect(scene.bench.errors).toEqual([]);
  });

  it('fills the form with the zone of the asker’s organisation and keeps what was typed', async () => {
    const kofi = scene.bench.as(account('kofi'));

    await kofi.runs('course propose', { title: 'Digital evidence' });
    const fields = kofi.form()?.pages.flatMap((page) => page.fields) ?? [];

    expect(fields.find((field) => field.name === 'zone')?.filled).toBe('Africa/Accra');
    expect(fields.find((field) => field.name === 'title')?.filled).toBe('Digital evidence');
  });

  it('says of every wrong date what is wrong and how to write a right one', async () => {
    const kofi = scene.bench.as(account('kofi'));

    await kofi.runs('course propose', {
      ...proposal,
      startsOn: '2026-12-01',
      endsOn: '2026-11-01',
      deadline: '2026-12-02',
    });
    const problems = Object.fromEntries(
      (kofi.form()?.pages.flatMap((page) => page.fields) ?? []).map((field) => [field.name, field.problem]),
    );

    expect(problems.startsOn?.join('')).toContain('The course would begin on');
    expect(JSON.stringify(problems.startsOn)).toContain('2027-03-05');
    expect(problems.endsOn?.join('')).toContain('before it begins on');
    expect(problems.deadline?.join('')).toContain('Nominations would close on');
    expect(problems.title).toBeUndefined();
  });

  it('asks for a place unless the course is online', async () => {
    const kofi = scene.bench.as(account('kofi'));
    const { place: _, ...withoutPlace } = proposal;

    await kofi.runs('course propose', withoutPlace);
    const problem = kofi
      .form()
      ?.pages.flatMap((page) => page.fields)
      .find((field) => field.name === 'place')?.problem;
    const online = await kofi.fills({ online: 'yes' });

    expect(problem?.join('')).toContain('Please name the place');
    expect(online).toContain('Place: Online');
  });

  it('warns of a course of the same subject at about the same time, and takes it all the same', async () => {
    await scene.propose();
    const kofi = scene.bench.as(account('kofi'));

    const said = await kofi.runs('course propose', {
      ...proposal,
      title: 'Digital evidence II',
      startsOn: '2027-05-03',
      endsOn: '2027-05-04',
    });
    const other = await kofi.runs('course propose', { ...proposal, title: 'Leading', subject: 'leadership' });

    expect(said).toContain('not offered twice');
    expect(said).toContain('• Digital evidence · 1 March 2027 · Proposed');
    expect(said).toContain('“Digital evidence II” has been proposed.');
    expect(other).not.toContain('not offered twice');
  });

  it('refuses a trainee, and says who can', async () => {
    const said = await scene.bench.as(account('ama')).runs('course propose', proposal);

    expect(said).toContain('Liaison officer · Coordinator');
  });
});

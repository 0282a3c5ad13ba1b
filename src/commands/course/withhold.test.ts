import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, proposal, type Scene } from '../../../test/support/course-scene.ts';

const none = { vulnerabilities: 'no', deployed: 'no', confidence: 'no', terrorism: 'no' };

describe('/course withhold', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  const coordinator = () => scene.bench.as(account('vera'));
  const stands = () => scene.bench.delivered.filter((one) => one.says.includes(proposal.title));
  const announced = () =>
    stands()
      .map((one) => one.to)
      .filter((to) => to.endsWith('-news'));

  it('says what it does, shows how it stands, and takes the cards away from every channel', async () => {
    const course = await scene.publish();
    const before = announced().length;

    await coordinator().runs('course withhold', { course });
    const form = coordinator();
    await form.runs('course withhold', { course });
    const fields = form.form()?.pages.flatMap((page) => page.fields) ?? [];
    const said = await form.fills({ terrorism: 'yes', deployed: 'yes' });
    await scene.bench.sendDue();

    expect(before).toBe(3);
    expect(fields.map((field) => field.filled)).toEqual([course, 'no', 'no', 'no', 'no']);
    expect(said).toContain('“Digital evidence” is withheld from now on, because:');
    expect(said).toContain('Citizens of ours who are deployed abroad could be put at risk.');
    expect(said).toContain('This course is not disclosed.');
    expect(announced()).toEqual([]);
    expect(scene.bench.errors).toEqual([]);
  });

  it('leaves it to those whom it concerns, and is absent for everybody else', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'ama', 'seat');
    await coordinator().runs('course withhold', { course, ...none, confidence: 'yes' });

    const look = (name: string) => scene.bench.as(account(name)).runs('course show', { course });
    const [ama, kofi, salma, esi] = [
      await look('ama'),
      await look('kofi'),
      await look('salma'),
      await look('esi'),
    ];

    expect(ama).toContain('Digital evidence');
    expect(kofi).toContain('This course is not disclosed.');
    expect(salma).not.toContain('Digital evidence');
    expect(esi).not.toContain('Digital evidence');
    expect(await scene.bench.as(account('salma')).runs('course list')).toContain('No course lies ahead.');
  });

  it('brings the cards back where it is disclosed again, as things stand by then', async () => {
    const course = await scene.publish();
    await coordinator().runs('course withhold', { course, ...none, terrorism: 'yes' });
    await scene.bench.sendDue();
    await scene.nominate(course, 'ama', 'seat');

    const said = await coordinator().runs('course withhold', { course, ...none });
    await scene.bench.sendDue();
    await scene.bench.sendDue();

    expect(said).toContain('is disclosed from now on');
    expect(announced().toSorted()).toEqual(['egypt-news', 'ghana-news', 'hub-news'].map(account));
    expect(
      stands()
        .filter((one) => one.to.endsWith('-news'))
        .every((one) => one.says.includes('1 of 12 given')),
    ).toBe(true);
  });

  it('announces nothing of a course that was withheld before it was published, until it is disclosed', async () => {
    const course = await scene.propose();
    await coordinator().runs('course withhold', { course, ...none, vulnerabilities: 'yes' });
    await scene.approve(course);

    const preview = await coordinator().runs('course publish', { course });
    const vera = coordinator();
    await vera.runs('course publish', { course });
    const done = await vera.presses('Publish');
    await scene.bench.sendDue();
    const whileWithheld = announced();
    await coordinator().runs('course withhold', { course, ...none });
    await scene.bench.sendDue();
    await scene.bench.sendDue();

    expect(preview).toContain('it is announced nowhere');
    expect(done).toContain('no card of it stands anywhere until it is disclosed');
    expect(scene.heard('kofi')).toContain('it is withheld, and announced nowhere');
    expect(whileWithheld).toEqual([]);
    expect(announced()).toHaveLength(3);
  });

  it('draws nothing to readers who were to be told before it was withheld', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'open');
    await scene.bench
      .as(account('kofi'))
      .runs('course postpone', { course, startsOn: '2027-03-08', endsOn: '2027-03-12', reason: 'Rain.' });
    await coordinator().runs('course withhold', { course, ...none, terrorism: 'yes' });
    scene.hush();

    await scene.bench.sendDue();

    expect(scene.heard('youssef')).toBe('');
    expect(scene.heard('salma')).toContain('“Digital evidence” has new dates');
  });

  it('changes nothing, and writes nothing down, where it was so already', async () => {
    const course = await scene.propose();
    const entries = () => scene.bench.store.verifyAudit();
    await coordinator().runs('course withhold', { course, ...none, terrorism: 'yes' });
    const before = await entries();

    const said = await coordinator().runs('course withhold', { course, ...none, terrorism: 'yes' });

    expect(said).toContain('was so already; nothing has been changed');
    expect(await entries()).toEqual(before);
  });
});

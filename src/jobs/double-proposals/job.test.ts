import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, proposal, type Scene } from '../../../test/support/course-scene.ts';

describe('proposals that double one another', () => {
  let scene: Scene;
  let ghanas: string;
  let egypts: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    ghanas = await scene.propose();
    egypts = await proposeAsSalma({});
    await scene.bench.sendDue();
    scene.hush();
  });
  afterEach(() => scene.bench.close());

  /** By Egypt, in Ghana, on the same subject, a month later. */
  async function proposeAsSalma(changes: object): Promise<string> {
    const asked = {
      ...proposal,
      title: 'Traces in Accra',
      country: 'GH',
      startsOn: '2027-04-01',
      endsOn: '2027-04-02',
      ...changes,
    };
    await scene.bench.as(account('salma')).runs('course propose', asked);
    const all = await scene.bench.store.read({ kind: 'process' }, ({ courses }) => courses.list({}));
    return all.find((one) => one.title === asked.title)?.id ?? '';
  }

  async function at(instant: string): Promise<void> {
    scene.bench.clock.set(instant);
    await scene.bench.sweep();
  }

  const deliveries = () =>
    scene.bench.store.read({ kind: 'process' }, (records) =>
      records.deliveries.list(['pending', 'sending', 'sent', 'dropped', 'undeliverable'], 100),
    );

  it('are told once to the coordinators by name, and to each proposer only that there is another', async () => {
    await at('2027-01-04T09:10:00Z');
    await at('2027-01-05T09:10:00Z');

    expect(scene.heard('vera').match(/may be one and the same offer/g)).toHaveLength(1);
    expect(scene.heard('vera')).toContain(
      '“Traces in Accra” – 1 April 2027 to 2 April 2027, Egypt Police Academy (Proposed)',
    );
    expect(scene.heard('vera')).toContain('[Look at: Digital evidence]');
    for (const [name, own, other] of [
      ['kofi', 'Digital evidence', 'Traces in Accra'],
      ['salma', 'Traces in Accra', 'Digital evidence'],
    ] as const) {
      expect(scene.heard(name).match(/Another course on the same subject/g)).toHaveLength(1);
      expect(scene.heard(name)).toContain(`“${own}”, by another organisation`);
      expect(scene.heard(name)).not.toContain(other);
    }
    expect(scene.heard('aria') + scene.heard('ama')).toBe('');
    expect(scene.bench.errors).toEqual([]);
  });

  it('are told by name to a proposer when the other has been announced', async () => {
    await scene.approve(ghanas);
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course: ghanas });
    await vera.presses('Publish');

    await at('2027-01-04T09:10:00Z');

    expect(scene.heard('salma')).toContain('“Digital evidence” – 1 March 2027 to 5 March 2027');
    expect(scene.heard('salma')).toContain('Please agree with each other');
    expect(scene.heard('kofi')).not.toContain('Traces in Accra');
  });

  it('are nothing at all to whoever a withheld one is kept from: not even a delivery that draws to nothing', async () => {
    await scene.bench.arrange((records) => records.courses.withhold(egypts, ['counter-terrorism']));

    await at('2027-01-04T09:10:00Z');
    const toKofi = (await deliveries()).filter(
      (one) => one.person === scene.id('kofi') && one.message === 'double-proposals/double',
    );

    expect(toKofi).toEqual([]);
    expect(scene.heard('kofi')).toBe('');
    expect(scene.heard('vera')).toContain('Traces in Accra');
    // Their own course is withheld, the other is not: they are told that there is one.
    expect(scene.heard('salma')).toContain('Another course on the same subject');
  });

  it('are told of when it is no longer withheld', async () => {
    await scene.bench.arrange((records) => records.courses.withhold(egypts, ['counter-terrorism']));
    await at('2027-01-04T09:10:00Z');
    await scene.bench.arrange((records) => records.courses.withhold(egypts, []));

    await at('2027-01-05T09:10:00Z');

    expect(scene.heard('kofi')).toContain('Another course on the same subject');
    expect(scene.heard('vera').match(/may be one and the same offer/g)).toHaveLength(1);
  });

  it('are none when they differ in country or subject, are too far apart, or one is over', async () => {
    await scene.bench.arrange((records) => records.courses.move(egypts, ['proposed'], 'cancelled'));
    await proposeAsSalma({ title: 'In Cairo', country: 'EG' });
    await proposeAsSalma({ title: 'On command', subject: 'command' });
    await proposeAsSalma({ title: 'Much later', startsOn: '2027-05-31', endsOn: '2027-06-01' });

    await at('2027-01-04T09:10:00Z');

    expect(scene.heard('vera')).not.toContain('one and the same offer');
    expect(scene.heard('kofi')).toBe('');
  });

  it('become a pair when one is moved closer', async () => {
    await scene.bench.arrange((records) =>
      records.courses.edit(egypts, { startsOn: '2027-09-01', endsOn: '2027-09-02' }, ['proposed']),
    );
    await at('2027-01-04T09:10:00Z');
    const apart = scene.heard('vera');
    await scene.bench.arrange((records) =>
      records.courses.edit(egypts, { startsOn: '2027-05-01', endsOn: '2027-05-02' }, ['proposed']),
    );

    await at('2027-01-05T09:10:00Z');

    expect(apart).not.toContain('one and the same offer');
    expect(scene.heard('vera')).toContain('“Traces in Accra” – 1 May 2027');
  });

  it('are warned of at once, as far as whoever proposes sees them, beside the way to the brief', async () => {
    const kofi = scene.bench.as(account('kofi'));

    const here = await kofi.runs('course propose', { ...proposal, title: 'Third' });
    const elsewhere = await kofi.runs('course propose', { ...proposal, title: 'Fourth', country: 'PE' });
    await kofi.presses('Write the brief');

    expect(here).toContain('A course of the same subject in the same country is planned within 90 days');
    expect(here).toContain('Digital evidence · 1 March 2027 · Proposed');
    expect(here).not.toContain('Traces in Accra');
    expect(elsewhere).not.toContain('offered twice');
    expect(kofi.form()?.path).toBe('approval brief');
  });

  it('are shown to the coordinator with the proposal, and to whoever decides at the gate', async () => {
    const aria = scene.bench.as(account('aria'));
    const kofi = scene.bench.as(account('kofi'));

    const third = await scene.propose({ title: 'Third' });
    await scene.bench.sendDue();
    const decided = await aria.pressesRoute(`approval/show/of|${third}`);
    const own = await kofi.pressesRoute(`approval/show/of|${third}`);

    expect(scene.heard('vera')).toContain('2 courses of the same subject in the same country are planned');
    expect(decided).toContain('“Traces in Accra” – from 1 April 2027, Egypt Police Academy (Proposed)');
    expect(own).toContain('“Digital evidence” – from 1 March 2027');
    expect(own).not.toContain('Traces in Accra');
  });
});

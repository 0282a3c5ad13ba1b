import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import { type Subject, subjects } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import { courseIn } from '../../../test/attacks/guarded-exchange.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import type { Typist } from '../../../test/support/exchange-bench.ts';

const countries = ['GH', 'EG', 'KE', 'PE', 'FJ'] as const;

describe('/report funding', () => {
  let scene: Scene;
  let course: string;
  let fina: Typist;
  beforeEach(async () => {
    scene = await openCourseScene();
    await scene.bench.arrange(async ({ people }) => {
      const fina = await people.add({ name: 'fina', organisation: scene.id('hub'), membership: 'confirmed' });
      await people.link(account('fina'), fina.id, 'fina');
      await people.grant({ person: fina.id, role: 'finance', scope: 'hub' });
    });
    course = await deliver();
    fina = scene.bench.as(account('fina'));
  });
  afterEach(() => scene.bench.close());

  async function deliver(subject: Subject = subjects[0], changes: Partial<Course> = {}): Promise<string> {
    const days = { startsOn: '2025-06-02', endsOn: '2025-06-06' };
    const host = { proposedBy: scene.id('kofi'), organisation: scene.id('ghana'), title: 'Traces' };
    const made = await scene.bench.arrange((records) =>
      courseIn(records, 'delivered', { ...host, ...days, subject, ...changes }),
    );
    return made.id;
  }
  const line = { payerKind: 'beneficiary', country: 'GH', payer: 'Ghana Police', currency: 'GBP' } as const;
  const as = (name: string) => (name === 'fina' ? fina : scene.bench.as(account(name)));
  /** Amounts stand after their currency with a blank that does not break. */
  const plain = (said: string) => said.replaceAll('\u00a0', ' ');
  const add = async (changes: object = {}) =>
    plain(await fina.runs('report funding-add', { ...line, course, amount: '12,500', ...changes }));
  const list = async (name = 'fina') => plain(await as(name).runs('report funding-list', { course }));
  const totals = async (name: string, year = 2025) =>
    plain(await as(name).runs('report funding-totals', { year: String(year) }));
  const withdraw = async () => plain(await fina.presses('Withdraw this line'));
  /** What stands beside the amount in the form that came back. */
  const problem = () => {
    const field = fina
      .form()
      ?.pages.flatMap((page) => page.fields)
      .find((one) => one.name === 'amount');
    return {
      typed: field?.filled,
      says: field?.problem && plainText(field.problem, { language: 'en', zone: 'UTC' }),
    };
  };
  /** A hundred of each country. */
  const addEach = async (changes: object = {}) => {
    for (const country of countries) await add({ country, amount: '100', ...changes });
  };

  it('notes an amount as it is typed, and shows it to finance', async () => {
    const said = await add({ share: 40 });

    const listed = await list();

    expect(said).toContain('Noted for “Traces”: GBP 12,500.00');
    for (const told of ['Ghana Police', 'Beneficiary', 'Ghana', 'GBP 12,500.00', '40 %'])
      expect(listed).toContain(told);
  });

  it('says by an example how an amount is written, and keeps what was typed', async () => {
    await add({ amount: '12.500' });
    const unclear = problem();
    await add({ amount: '0' });

    expect(unclear).toMatchObject({ typed: '12.500', says: expect.stringContaining('such as 12,500.00') });
    expect(problem().says).toContain('more than nothing');
    expect(await list()).toContain('Nobody is noted yet');
  });

  it('corrects a line by withdrawing it and noting another', async () => {
    await add();
    await list();

    const said = await withdraw();
    await add({ amount: '13,000' });

    expect(said).toContain('The line of Ghana Police with GBP 12,500.00 is withdrawn');
    expect(said).toContain('Nobody is noted yet');
    expect(await list()).toContain('GBP 13,000.00');
    expect(await list()).not.toContain('12,500');
  });

  it('withdraws a line once, and none of a course that has been withheld since', async () => {
    await add();
    await list();
    const route = fina
      .drawing()
      ?.view.flatMap((block) => ('buttons' in block ? block.buttons : []))
      .map((button) => button.route)[0];
    await scene.bench.arrange(({ courses }) => courses.withhold(course, ['counter-terrorism']));

    const hidden = await fina.pressesRoute(route ?? '');
    await scene.bench.arrange(({ courses }) => courses.withhold(course, []));
    const once = await fina.pressesRoute(route ?? '');
    const twice = await fina.pressesRoute(route ?? '');

    expect([hidden, twice].every((said) => said.includes('Nothing has been changed'))).toBe(true);
    expect(once).toContain('is withdrawn');
  });

  it.each(['vera', 'otto', 'aria', 'kofi', 'ama'])(
    'refuses %s the lines, in the same words whether there are any or none',
    async (name) => {
      const none = await list(name);
      const form = await scene.bench.as(account(name)).runs('report funding-add', { ...line, course });
      await add();

      expect(await list(name)).toBe(none);
      expect(form).not.toContain('Noted');
      expect(none).not.toMatch(/GBP|Nobody is noted|line/u);
    },
  );

  it('tells a year once, at the word of finance, and keeps what was told', async () => {
    await addEach();
    const before = await totals('vera');
    const preview = await totals('fina');

    const told = plain(await fina.presses('Tell the totals of 2025'));
    const late = await add({ country: 'OM' });
    await list();
    await withdraw();

    expect(before).toContain('Nothing has been told of 2025');
    expect(preview).toContain('from 5 lines: not told yet');
    expect(told).toContain('GBP 500.00 · 5 countries · Beneficiary');
    expect(late).toContain('will be part of no total');
    for (const name of ['vera', 'aria', 'fina']) expect(await totals(name)).toBe(told);
    expect(await totals('vera', 2024)).toContain('Told so far: 2025');
    expect(await totals('kofi')).not.toContain('GBP');
  });

  it('tells nothing of a year that is not over, or in which nothing is noted', async () => {
    expect(await totals('fina', 2027)).toContain('2027 is not over yet');
    expect(await totals('fina')).toContain('There is nothing to tell of 2025');
    await add();

    expect(await totals('fina')).toContain('No total of the year is safe');
  });

  it('says which kinds of payer and subjects were merged, and why', async () => {
    await addEach();
    course = await deliver(subjects[1]);
    for (const country of countries.slice(0, 3)) await add({ country, payerKind: 'donor', payer: country });
    course = await deliver(subjects[2]);
    for (const country of countries.slice(2)) await add({ country, payerKind: 'donor', payer: country });

    const preview = await totals('fina');

    expect(preview).toContain('GBP 500.00 · 5 countries · Beneficiary, Leadership development');
    expect(preview).toContain(
      'GBP 75,000.00 · 5 countries · Donor, Professional investigation; Donor, Digital investigation',
    );
    expect(preview).toContain('were merged, because alone they were not safe');
  });

  it('leaves a withheld course out of the totals, and out of what finance sees', async () => {
    await addEach();
    await scene.bench.arrange(({ courses }) => courses.withhold(course, ['counter-terrorism']));

    expect(await list()).not.toContain('GBP');
    expect(await totals('fina')).toContain('There is nothing to tell of 2025');
  });
});

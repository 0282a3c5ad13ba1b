import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const aDay = 86_400_000;

describe('/report export', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });
  afterEach(() => bench.close());

  /** So many of ten answered; the round closed a day later. */
  async function evaluate(course: Course, number: number, apply: (at: number) => number): Promise<void> {
    await bench.arrange(async ({ people, feedback }) => {
      const now = bench.clock.now();
      const ids: string[] = [];
      for (let at = 0; at < 10; at += 1) {
        const name = `Officer ${at} of ${course.title}`;
        ids.push((await people.add({ name, organisation: exchange.accra, membership: 'confirmed' })).id);
      }
      await feedback.open(reactionTo(course.id, now, now + aDay), ids);
      for (const [at, id] of ids.slice(0, number).entries())
        await feedback.answer(reactionOf(course.id), id, { apply: apply(at), relevance: 5 });
      await feedback.close(reactionOf(course.id));
    });
  }
  async function exported(
    name: string,
  ): Promise<{ readonly said: string; readonly rows: readonly string[] }> {
    const typist = bench.as(`practice:${name}`);
    const said = await typist.runs('report export', { from: '2027-01-01', until: '2027-01-31' });
    const files = typist.drawing()?.view.flatMap((block) => ('file' in block ? [block.file] : [])) ?? [];
    const [csv, workbook] = files;
    expect(workbook === undefined || workbook.name.endsWith('.xlsx')).toBe(true);
    return {
      said,
      rows: Buffer.from(csv?.bytes ?? [])
        .toString('utf8')
        .split('\r\n')
        .filter(Boolean),
    };
  }

  it('calls nothing favourable but a rating, however many options a question has', async () => {
    const course = await exchange.course({ state: 'closed' });
    const options = ['a', 'b', 'c', 'd', 'e'];
    const asked = { page: 1, optional: false, sensitive: false } as const;
    await bench.arrange(async ({ people, questionnaires, feedback }) => {
      const { id: questionnaire } = await questionnaires.add({
        course: course.id,
        set: 'reaction',
        items: [{ id: 'where', kind: 'choice', options, ...asked }],
        madeBy: exchange.people.nadia.id,
      });
      const ids: string[] = [];
      for (const at of options.keys()) {
        const name = `Officer ${at}`;
        ids.push((await people.add({ name, organisation: exchange.accra, membership: 'confirmed' })).id);
      }
      const now = bench.clock.now();
      await feedback.open({ ...reactionTo(course.id, now, now + aDay), questionnaire }, ids);
      for (const [at, id] of ids.entries())
        await feedback.answer(reactionOf(course.id), id, { where: options[at] ?? 'a' });
      await feedback.close(reactionOf(course.id));
    });

    const { rows } = await exported('nadia');

    expect(rows.find((row) => row.includes(',where,'))).toContain('where,yes,5,,,,,1 1 1 1 1');
  });

  it('gives a row for each question, with counts and an interval, and keeps formulas text', async () => {
    const course = await exchange.course({ state: 'closed', title: '=HYPERLINK("http://x")' });
    await evaluate(course, 8, (at) => (at < 5 ? 5 : 3));

    const { said, rows } = await exported('nadia');

    expect(said).toContain('Evaluations that closed, 1 January 2027 to 31 January 2027: 1');
    const apply = rows.find((row) => row.includes(',apply,'));
    expect(apply).toContain('after the course,10,8,80,apply,yes,8,5,62.5');
    expect(apply).toContain('0 0 3 0 5');
    expect(rows.join('\n')).not.toMatch(/(?:^|,)"?=/mu);
  });

  it('holds back what is too few or too much alike, whoever asks', async () => {
    const few = await exchange.course({ state: 'closed', title: 'Few' });
    const alike = await exchange.course({ state: 'closed', title: 'Alike' });
    await evaluate(few, 4, () => 2);
    await evaluate(alike, 8, (at) => (at % 3) + 3);

    const { rows } = await exported('nadia');

    const ofFew = rows.filter((row) => row.includes('Few'));
    expect(ofFew).toHaveLength(1);
    expect(ofFew[0]).toMatch(/,10,4,40,,no: too few,,,,,,$/u);
    // All eight gave the same: neither how many gave which, nor a share.
    expect(rows.find((row) => row.includes('Alike') && row.includes(',relevance,'))).toMatch(
      /relevance,no: too much alike,8,,,,,$/u,
    );
  });

  it('leaves out what its asker may not follow, and what is withheld from them', async () => {
    const course = await exchange.course({ state: 'closed', title: 'Kept' });
    await evaluate(course, 8, (at) => (at % 3) + 3);

    const own = await exported('kofi');
    const other = await exported('karim');
    const trainee = await bench.as('practice:ama').runs('report export');
    await bench.arrange(({ courses }) => courses.withhold(course.id, ['counter-terrorism']));
    const manager = await exported('abena');

    expect(own.rows.join()).toContain('Kept');
    expect(other.said).toContain('No evaluation that is shown to you closed between');
    expect(trainee).not.toContain('Kept');
    expect(manager.rows).toEqual([]);
  });
});

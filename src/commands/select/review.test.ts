import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import { scoresOf } from '#bot/scores.ts';
import { account } from '../../../test/support/course-scene.ts';
import type { Typist } from '../../../test/support/exchange-bench.ts';
import { experts, middling, openReviewScene, type ReviewScene } from '../../../test/support/review-scene.ts';

/** What is said at a field of the form that came back. */
function problemIn(typist: Typist, field: string): string {
  const fields = typist.form()?.pages.flatMap((page) => page.fields) ?? [];
  const problem = fields.find((one) => one.name === field)?.problem ?? [];
  return plainText(problem, { language: 'en', zone: 'UTC' }).replaceAll(/[\u2068\u2069]/g, '');
}

describe('reviews', () => {
  let on: ReviewScene;

  beforeEach(async () => {
    on = await openReviewScene();
  });

  afterEach(() => on.bench.close());

  const as = (name: string) => on.bench.as(account(name));
  const stateOf = async (who: 'ama' | 'youssef') =>
    (await on.bench.arrange(({ nominations }) => nominations.byId(on.nominations[who].id)))?.state;
  async function nameAll(): Promise<void> {
    for (const expert of experts) await on.name(expert);
    await on.bench.sendDue();
  }

  it('come to two of the named reviewers, who are told how many and until when, and see no names', async () => {
    const said = await on.name('rita');
    await on.name('sami');
    await on.bench.sendDue();

    expect(said).toContain('Each nomination needs two reviewers');
    expect(on.scene.heard('rita')).toContain('For “Digital evidence”, 2 nominations wait for your review');
    const card = await as('rita').runs('select review');
    expect(card).toContain('“Digital evidence”: nomination 1 of 2');
    expect(card).toContain('Works on such cases.');
    expect(card).toContain('Rank, roughly: Sergeants and the like');
    for (const canary of ['ama', 'youssef', 'Ghana', 'Egypt', 'Cyber unit', 'kofi', 'salma'])
      expect(card.toLowerCase()).not.toContain(canary.toLowerCase());
  });

  it('are kept page by page, may be changed, and are scored when they are complete', async () => {
    await nameAll();
    const shown = await on.rates('rita', { need: 5, flag: 'outstanding', remark: 'Clear.' });

    expect(shown).toContain('Your ratings are kept.');
    await on.rateAll();
    expect([await stateOf('ama'), await stateOf('youssef')]).toEqual(['scored', 'scored']);
    const again = await as('rita').runs('select review');
    expect(again).toContain('You may change them until the scores are closed.');
    const [own] = (await on.bench.arrange(({ reviews }) => reviews.of(on.course))).filter(
      (row) => row.reviewer === on.scene.id('rita'),
    );
    expect(await as('rita').pressesRoute('select/review/of', own?.id)).toContain('You gave: ');
    const scores = await on.bench.arrange((records) => scoresOf(records, on.course));
    expect(scores.size).toBe(2);
    expect([...scores.values()].every((score) => score >= 60 && score <= 66)).toBe(true);
  });

  it('ask a third where two are far apart, and nothing is scored before', async () => {
    await nameAll();
    const rows = () => on.bench.arrange(({ reviews }) => reviews.of(on.course));
    const [one] = await rows();
    const both = (await rows()).filter((row) => row.nomination === one?.nomination);
    for (const [at, row] of both.entries()) {
      const name = experts.find((expert) => on.scene.id(expert) === row.reviewer) ?? '';
      await as(name).pressesRoute(`select/review/rate|${row.id}`);
      const typist = as(name);
      await typist.pressesRoute(`select/review/rate|${row.id}`);
      const given = at === 0 ? 0 : 5;
      await typist.fills({ need: given, role: given, cascade: given, experience: given, language: given });
    }

    const third = (await rows()).find((row) => row.isThird);
    expect(third?.nomination).toBe(one?.nomination);
    expect((await on.bench.arrange((records) => scoresOf(records, on.course))).size).toBe(0);
    const progress = await as('vera').runs('select progress', { course: on.course });
    expect(progress).toContain('For 1 nomination the reviewers were far apart, and a third was asked');
  });

  it('can be abstained from with a reason, and somebody else is asked', async () => {
    await nameAll();
    const before = await on.bench.arrange(({ reviews }) => reviews.of(on.course));
    const rita = as('rita');
    await rita.runs('select review');
    await rita.presses('Abstain');
    const said = await rita.fills({ why: 'I recognise the case.' });

    expect(said).toContain('you abstain here, it counts for nothing');
    const after = await on.bench.arrange(({ reviews }) => reviews.of(on.course));
    expect(after).toHaveLength(before.length + 1);
    expect(await as('vera').pressesRoute(`select/progress/scores|${on.course}|0`)).toContain(
      'Abstained: I recognise the case.',
    );
  });

  it('end for whoever declares an interest, without telling whether anybody is nominated', async () => {
    await nameAll();
    const person = on.scene.id('ama');

    const said = await as('rita').runs('select declare', { whom: person, interest: 'relative' });
    const other = await as('rita').runs('select declare', { whom: on.scene.id('esi'), interest: 'friend' });

    expect(said.split('\n')[0]).toBe(other.split('\n')[0]);
    expect(said).toContain('ama: relative');
    const rows = await on.bench.arrange(({ reviews }) => reviews.of(on.course));
    const own = rows.filter((row) => row.reviewer === on.scene.id('rita'));
    expect(
      own.filter((row) => row.nomination === on.nominations.ama.id).map((row) => row.state),
    ).not.toContain('open');
    expect(await as('vera').runs('select progress', { course: on.course })).toContain(
      'rita about ama: relative',
    );
    const rita = as('rita');
    await rita.runs('select declare', { whom: on.scene.id('rita'), interest: 'friend' });
    expect(problemIn(rita, 'whom')).toContain('nobody reviews themselves');
  });

  it('are closed once, after which nothing changes and the liaison officer sees components', async () => {
    await nameAll();
    await on.rateAll(4);
    const vera = as('vera');
    await vera.runs('select progress', { course: on.course });
    const sure = await vera.presses('Close the scores');
    const closed = await vera.presses('Close them now');
    const twice = await vera.pressesRoute(`select/progress/close|${on.course}`);

    expect(sure).toContain('All 2 nominations for “Digital evidence” have their reviews.');
    expect(closed).toContain('are closed. They order the nominees');
    expect(twice).toContain('have been closed since');
    expect(await as('rita').runs('select review')).toContain('Nothing waits for you to review.');
    expect(
      await vera.runs('select weights', { course: on.course, needWeight: 20, languageWeight: 20 }),
    ).toContain('its weights stay as they were published');
  });

  it('refuse a contact in a remark, and keep what was typed', async () => {
    await nameAll();

    const rita = as('rita');
    await rita.runs('select review');
    await rita.presses('Rate it');
    await rita.fills({ ...middling, remark: 'Call +233 20 123 4567 about it' });

    expect(problemIn(rita, 'remark')).toContain('nothing here shall lead to anybody');
    expect(on.bench.errors).toEqual([]);
  });

  it('wait for nobody who is not named', async () => {
    expect(await as('rita').runs('select review')).toContain('Nothing waits for you to review.');
    expect(await as('kofi').runs('select review')).toContain('is for:');
  });
});

describe('reviewers', () => {
  let on: ReviewScene;

  beforeEach(async () => {
    on = await openReviewScene();
  });

  afterEach(() => on.bench.close());

  const vera = () => on.bench.as(account('vera'));
  const name = (who: string) =>
    vera().runs('select reviewers', { course: on.course, person: on.scene.id(who) });

  it('are refused by rule: without a role, nominee, nominator, or of an organisation that pays', async () => {
    await on.bench.arrange(async ({ people, funding }) => {
      for (const who of ['ama', 'kofi', 'salma'])
        await people.grant({ person: on.scene.id(who), role: 'expert', scope: 'investigation' });
      await people.grant({ person: on.scene.id('tom'), role: 'liaison', scope: on.scene.id('lima') });
      await funding.note({
        ...{
          course: on.course,
          payerKind: 'beneficiary',
          country: 'PE',
          payer: 'LIMA institute',
          amount: 500,
        },
        ...{ currency: 'PEN', share: undefined, notedBy: on.scene.id('vera') },
      });
    });

    expect(await name('esi')).toContain('that is for experts, coordinators, course managers and instructors');
    expect(await name('ama')).toContain('nobody reviews where they compete');
    expect(await name('kofi')).toContain('nobody reviews where they have nominated');
    expect(await name('tom')).toContain('whoever pays does not judge');
    expect(await name('rita')).toContain('rita (Lima Institute)');
  });

  it('are refused for a withheld course unless they may know of it', async () => {
    await on.bench.arrange(({ courses }) => courses.withhold(on.course, ['counter-terrorism']));

    expect(await name('rita')).toContain('it is withheld');
    expect(await name('otto')).toContain('otto (Hub)');
  });

  it('are taken off by a button, and what they had not reviewed goes to others', async () => {
    for (const expert of experts) await on.name(expert);
    await vera().runs('select reviewers', { course: on.course });
    const route = `select/reviewers/dismiss|${on.course}|${on.scene.id('rita')}`;

    const said = await vera().pressesRoute(route);
    const again = await vera().pressesRoute(route);

    expect(said).not.toContain('rita');
    expect(again).toBe(said);
    const rows = await on.bench.arrange(({ reviews }) => reviews.of(on.course));
    expect(rows.map((row) => row.reviewer)).not.toContain(on.scene.id('rita'));
    expect(rows).toHaveLength(4);
  });

  it('are said to be lacking to the coordinators, with what to do', async () => {
    await on.name('rita');
    await on.bench.sendDue();

    expect(on.scene.heard('vera')).toContain('2 nominations find no reviewer without a conflict of interest');
    expect(await vera().runs('select progress', { course: on.course })).toContain(
      'Fewer than two reviewers are named',
    );
  });

  it('have until a day that is not over', async () => {
    const typist = vera();
    await typist.runs('select reviewers', { course: on.course, due: '2027-01-01' });
    expect(problemIn(typist, 'due')).toContain('1 January 2027 is over');
    expect(await vera().runs('select reviewers', { course: on.course, due: '2027-02-20' })).toContain(
      'Nobody reviews for “Digital evidence” yet.',
    );
    const panel = await on.bench.arrange(({ panels }) => panels.of(on.course));
    expect(panel?.due).toBe('2027-02-20');
  });
});

describe('weights', () => {
  let on: ReviewScene;

  beforeEach(async () => {
    on = await openReviewScene();
  });

  afterEach(() => on.bench.close());

  it('are the hub’s until a course has its own, add up to a hundred, and stand on its card', async () => {
    const vera = on.bench.as(account('vera'));
    const shown = await vera.runs('select weights', { course: on.course });
    await vera.runs('select weights', { course: on.course, needWeight: 40 });
    const wrong = problemIn(vera, 'needWeight');
    const right = await vera.runs('select weights', {
      ...{ course: on.course, needWeight: 40, roleWeight: 15 },
    });
    const card = await vera.runs('course show', { course: on.course });

    expect(shown).toContain('Meeting a need: 30 of 100');
    expect(wrong).toContain('The weights add up to 110, and must add up to 100.');
    expect(right).toContain('Relevance of the post: 15 of 100');
    expect(card).toContain('What counts: Meeting a need 40 · Relevance of the post 15 · Passing it on 20');
  });
});

// Forged, stale, repeated and overlong presses and submissions: answered with a sentence, and without an effect.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Incoming } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';
import { inPlain } from '../support/exchange-bench.ts';
import { accountOf, type GuardedExchange, openGuardedExchange } from './guarded-exchange.ts';
import { dumpTables } from './table-dump.ts';

describe('A press or a submission', () => {
  let guarded: GuardedExchange;

  beforeEach(async () => {
    guarded = await openGuardedExchange();
  });
  afterEach(() => guarded.bench.close());

  /** One incoming with a key of its own choosing, as a replay has it; `said` collects what is answered. */
  function incoming(who: string, key: string, said: string[]): Incoming {
    const show = async (drawing: Drawing) => void said.push(inPlain(drawing));
    return {
      account: accountOf(who),
      accountName: who,
      locale: undefined,
      zone: undefined,
      place: undefined,
      placeName: undefined,
      channel: undefined,
      administrator: false,
      key,
      reply: {
        show,
        update: show,
        openForm: async (form) => said.push(`form ${form.id}`) > 0,
        mark: async () => said.push('marked') > 0,
      },
    };
  }
  const proposal = {
    title: 'Twice over',
    subject: 'leadership',
    startsOn: '2027-05-03',
    endsOn: '2027-05-05',
    place: 'Accra',
    zone: 'Africa/Accra',
    country: 'GH',
    language: 'en',
    seats: 5,
    deadline: '2027-04-01',
    aims: 'Aims.',
  };
  const named = async (title: string) =>
    (await guarded.bench.arrange((records) => records.courses.list({}))).filter((one) => one.title === title);

  it('whose key comes again has one effect, also when both come at once', async () => {
    const { listener } = guarded.bench;
    const said: string[] = [];
    const asked = () => ({
      ...incoming('kofi', 'same', said),
      path: 'course propose',
      given: proposal,
      unread: [],
    });

    await Promise.all([listener.asked(asked()), listener.asked(asked())]);
    await listener.asked(asked());

    expect(await named('Twice over')).toHaveLength(1);
    expect(said).toHaveLength(1);
  });

  it('of one form has one effect, whatever its keys', async () => {
    const { bench } = guarded;
    const kofi = bench.as(accountOf('kofi'));
    await kofi.runs('course propose', { title: 'Twice over' });
    const form = kofi.form()?.id ?? '';
    const said: string[] = [];
    const submit = (key: string) =>
      bench.listener.submitted({
        ...incoming('kofi', key, said),
        form,
        values: proposal,
        shown: Object.keys(proposal).concat('online', 'country'),
      });

    await Promise.all(['a', 'b', 'c', 'd'].map(submit));
    await submit('e');

    expect(await named('Twice over')).toHaveLength(1);
    expect(said).toHaveLength(5);
    expect(said.filter((one) => one.includes('This form has been finished'))).toHaveLength(4);
    expect(dumpTables(bench.file, []).drafts).not.toContain('Twice over');
  });

  it('on a button that is pressed twice at once has one effect', async () => {
    const { bench, nominations, courses } = guarded;
    const before = (await bench.arrange((records) => records.courses.byId(courses.open.id)))?.granted ?? 0;
    const press = () =>
      bench.as(accountOf('vera')).pressesRoute(`nominate/accept/now|${nominations.youssef.id}|0`);

    const said = await Promise.all([press(), press(), press()]);
    await bench.sendDue();

    const after = await bench.arrange((records) => records.courses.byId(courses.open.id));
    expect(after?.granted).toBe(before + 1);
    expect(said.filter((one) => one.includes('have been told'))).toHaveLength(1);
    expect(bench.delivered.filter((one) => one.to === accountOf('youssef'))).toHaveLength(1);
    expect(bench.errors).toEqual([]);
  });

  it('on a button of a course that is cancelled or closed changes nothing', async () => {
    const { bench, courses, nominations, edition } = guarded;
    await bench.arrange(async (records) => {
      await records.courses.move(courses.open.id, ['call-open'], 'cancelled', 'Called off.');
      await records.symposia.move(edition, ['dated'], 'cancelled');
    });
    const before = dumpTables(bench.file);
    const said: string[] = [];

    for (const who of ['vera', 'otto', 'kofi', 'salma'])
      for (const course of [courses.cancelled.id, courses.closed.id, courses.open.id])
        for (const action of [
          'course/publish/start',
          'course/publish/preview',
          'course/publish/confirm',
          'course/edit/start',
          'course/cancel/keep',
          'course/attendance/start',
          'course/attendance/all',
          'course/attendance/done',
          'course/complete/start',
          'nominate/add/start',
          'feedback/answer/begin',
        ])
          said.push(await bench.as(accountOf(who)).pressesRoute(`${action}|${course}|0`));
    for (const who of ['vera', 'otto'])
      for (const route of [
        `nominate/accept/now|${nominations.youssef.id}|0`,
        `symposium/show/really-cancel|${edition}`,
        `symposium/set-dates/start|${edition}`,
      ])
        said.push(await bench.as(accountOf(who)).pressesRoute(route));

    expect(said.length).toBeGreaterThan(100);
    expect(dumpTables(bench.file)).toEqual(before);
    expect(bench.errors).toEqual([]);
  });

  const oddIds = [
    '',
    ' ',
    '0',
    '-1',
    'NaN',
    '1e309',
    "' or 1=1 --",
    '%',
    '_',
    '\\',
    '\0',
    '\ud800',
    '\u202egnp.exe',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    '{"a":1}',
    '🙂'.repeat(60),
    'x'.repeat(5_000),
  ];

  it('with odd, overlong or missing ids is answered with a sentence', async () => {
    const { bench } = guarded;
    const before = dumpTables(bench.file);
    const vera = bench.as(accountOf('vera'));
    const actions = [
      'course/show/of',
      'course/show/chosen',
      'course/show/calendar',
      'course/publish/preview',
      'course/publish/confirm',
      'course/cancel/confirm',
      'course/cancel/keep',
      'course/edit/start',
      'course/attendance/page',
      'course/attendance/mark',
      'course/attendance/done',
      'course/complete/start',
      'nominate/add/start',
      'nominate/list/of',
      'nominate/list/more',
      'nominate/list/one',
      'nominate/accept/now',
      'nominate/withdraw/ask',
      'nominate/edit/start',
      'feedback/answer/start',
      'feedback/answer/begin',
      'feedback/summary/show',
      'feedback/summary/all',
      'feedback/compare/start',
      'feedback/compare/none',
      'exchange/member-confirm/as',
      'exchange/member-confirm/turn-away',
      'exchange/member-confirm/open',
      'symposium/show/calendar',
      'symposium/show/really-cancel',
      'symposium/register/start',
      'form/open',
      'inbox/read',
      'inbox/direct',
    ];

    const mute: string[] = [];
    for (const action of actions) {
      for (const id of oddIds) {
        const said = (await vera.pressesRoute(`${action}|${id}`, id)) || (vera.form() ? 'a form' : '');
        if (said === '') mute.push(`${action}|${id}`);
      }
      await vera.pressesRoute(action);
    }

    expect(mute).toEqual([]);
    expect(dumpTables(bench.file)).toEqual(before);
    expect(bench.errors).toEqual([]);
  });

  it('with odd second ids, pages and offsets is answered with a sentence', async () => {
    const { bench, courses, nominations } = guarded;
    const before = dumpTables(bench.file);
    const vera = bench.as(accountOf('vera'));
    await bench.arrange((records) =>
      records.drafts.keep({
        path: 'course propose',
        account: accountOf('vera'),
        channel: undefined,
        values: {},
        pagesDone: [],
      }),
    );
    const [draft] = await bench.arrange((records) =>
      records.drafts.of([accountOf('vera')], 'course propose'),
    );

    for (const id of oddIds)
      for (const route of [
        `course/publish/preview|${courses.proposed.id}|${id}`,
        `course/publish/confirm|${courses.proposed.id}|${id}`,
        `course/cancel/confirm|${courses.open.id}|${id}`,
        `course/attendance/page|${courses.delivered.id}|${id}`,
        `course/attendance/mark|${courses.delivered.id}|${id}|${id}`,
        `nominate/list/more|${courses.open.id}|${id}`,
        `feedback/themes/quotes|${courses.closed.id}.reaction|${id}`,
        `form/open|${draft?.id}|${id}`,
      ])
        await vera.pressesRoute(route, id);
    await bench.as(accountOf('kofi')).pressesRoute(`nominate/list/one|${nominations.ama.id}|x|y|z`);

    expect(dumpTables(bench.file)).toEqual(before);
    expect(bench.errors).toEqual([]);
  });

  it('on a button that never was says that it is old', async () => {
    const { bench } = guarded;
    const vera = bench.as(accountOf('vera'));

    const said = [];
    for (const route of [
      '',
      '|',
      'course',
      'course/publish',
      'course/publish/constructor|x',
      'course/publish/__proto__|x',
      'course/publish/toString|x',
      'course/publish/hasOwnProperty',
      'constructor/constructor/constructor',
      'nothing/at/all|1',
      '///',
    ])
      said.push(await vera.pressesRoute(route));

    for (const one of said) expect(one).toContain('belongs to an earlier version');
    expect(bench.errors).toEqual([]);
  });

  it('of a form with names and values that were never asked keeps none of them', async () => {
    const { bench } = guarded;
    const kofi = bench.as(accountOf('kofi'));
    await kofi.runs('course propose', { title: 'Odd' });
    const form = kofi.form()?.id ?? '';
    const said: string[] = [];

    await bench.listener.submitted({
      ...incoming('kofi', 'odd', said),
      form,
      values: {
        ...proposal,
        title: '',
        state: 'closed',
        granted: 99,
        UNASKED: 'UNASKED',
        constructor: 'UNASKED',
      },
      shown: ['title', 'UNASKED', '__proto__'],
    });

    expect(dumpTables(bench.file, []).drafts).not.toContain('UNASKED');
    expect(bench.errors).toEqual([]);
  });

  it('with options that nobody asked for, or of a wrong kind, is answered and survived', async () => {
    const { bench, courses } = guarded;
    const vera = bench.as(accountOf('vera'));
    const odd = [1e308, Number.NaN, true, ['a', 'b'], [], '\0', 'x'.repeat(100_000), '🙂'.repeat(5_000)];

    for (const raw of odd) {
      await vera.runs('course show', { course: raw });
      await vera.runs('course list', { state: raw, subject: raw, mine: raw });
      await vera.runs('course publish', {
        course: courses.proposed.id,
        briefReference: raw,
        briefDecided: raw,
      });
      await vera.runs('exchange member-add', { name: raw, role: raw, organisation: raw, account: raw });
      await vera.runs('exchange channel-set', { purpose: raw, channel: raw });
      await vera.runs('my timezone', { zone: raw });
      await vera.runs('symposium plan', { series: raw, number: raw, title: raw, zone: raw });
      await vera.runs('feedback answer', { course: raw });
      await vera.runs('nominate accept', { nomination: raw });
      await vera.runs('exchange join', { code: raw });
    }

    expect(bench.errors).toEqual([]);
  });
});

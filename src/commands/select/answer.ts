// /select answer: whoever hears an appeal looks at what was decided on, and answers it once, with a reason.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { holdersOf } from '#bot/holders.ts';
import { actingFor } from '#bot/identify.ts';
import { givenText } from '#bot/record-fields.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { route, type View } from '#bot/view.ts';
import { appealLimits, appealVerdicts, mayHear } from '#exchange/outcomes.ts';
import { contactDetailIn } from '#exchange/personal-data.ts';
import type { Hearing } from '#store/records/outcomes.ts';
import { appealBlocks, componentBlocks } from './_outcome.ts';
import { type Key, words } from './words.ts';

const hearers = ['coordinator', 'approver'] as const;
const mostWaiting = 5;

export default defineCommand({
  path: 'select answer',
  words,
  who: hearers,
  access: 'write',
  typed: 'nothing',
  asks: {
    appeal: ask.text({ max: 60 }),
    verdict: ask.choice(appealVerdicts, 'appealVerdict'),
    answer: ask.text({ max: appealLimits.answer, lines: 'many' }),
  },
  carries: ['appeal'],
  pages: [['verdict', 'answer']],
  /** Typed by itself, it shows what waits; what was not looked at is not answered. */
  admit: async (given, desk) =>
    givenText(given, 'appeal') === undefined ? { reply: await waitingView(desk) } : undefined,
  async run({ appeal: id, verdict, answer }, desk) {
    const { records, say, asker } = desk;
    const found = await hearingOf(desk, id);
    if ('not' in found) return found.not;
    const contact = contactDetailIn(answer);
    if (contact !== undefined)
      return { correct: { answer: say('review.contact', { found: value(contact) }) } };
    const by = asker.person?.id ?? '';
    if (!(await records.appeals.answer(id, verdict, answer, by)))
      return { reply: appealBlocks(found.hearing.appeal, { say, zone: asker.zone }) };
    return [
      { reply: [{ paragraph: say(`answer.${verdict}`) }] },
      ...(await toldOf(desk, found.hearing)).map((tell) => ({
        tell,
        message: 'select/appeal-answered',
        facts: { nomination: found.hearing.nomination.id },
        key: `appeal answered · ${id}`,
      })),
    ];
  },
  buttons: {
    look: {
      who: hearers,
      access: 'read',
      async press([id = ''], desk) {
        const found = await hearingOf(desk, id);
        return 'not' in found ? found.not : { reply: await hearingView(desk, found.hearing) };
      },
    },
    start: {
      who: hearers,
      access: 'read',
      async press([id = ''], desk) {
        const found = await hearingOf(desk, id);
        return 'not' in found ? found.not : { open: 'select answer', values: { appeal: id } };
      },
    },
  },
});

/** The appeal, when it is for the asker to answer and nobody has; else why not. */
async function hearingOf(
  desk: Desk<Key>,
  id: string,
): Promise<{ readonly hearing: Hearing } | { readonly not: Outcome }> {
  const { records, say, asker } = desk;
  const hearing = await records.appeals.hearing(id);
  if (!hearing) return { not: desk.refuse('answer.gone') };
  const { appeal, nomination, outcome, panel } = hearing;
  if (appeal.verdict !== undefined)
    return { not: { reply: appealBlocks(appeal, { say, zone: asker.zone }) } };
  const part = {
    panel,
    nominator: nomination.nominatedBy,
    nominee: nomination.nominee,
    confirmer: outcome.confirmedBy,
  };
  return mayHear(actingFor(asker), part) ? { hearing } : { not: desk.refuse('answer.involved') };
}

async function waitingView(desk: Desk<Key>): Promise<View> {
  const { records, say, asker } = desk;
  const waiting = await records.appeals.waiting(mostWaiting);
  if (waiting.length === 0) return [{ paragraph: say('answer.none') }];
  return waiting.flatMap((one) => [
    { paragraph: say('answer.waits', { on: instant(one.askedAt, asker.zone, 'day') }) },
    { buttons: [{ label: say('answer.look'), route: route('select/answer/look', one.id) }] },
  ]);
}

async function hearingView(desk: Desk<Key>, { appeal, nomination, outcome }: Hearing): Promise<View> {
  const { records, say, house } = desk;
  const course = await records.courses.byId(nomination.course);
  const nominee = await records.people.byId(nomination.nominee);
  const organisation = await records.organisations.byId(nomination.organisation);
  const title: Text = [value(course?.title ?? '–')];
  return [
    { heading: say('answer.heading', { name: value(nominee?.name ?? '–'), title }) },
    {
      facts: [
        [say('fact.organisation'), [value(organisation?.name ?? '–')]],
        [say('fact.outcome'), say(`outcomeCode.${outcome.code}`)],
        [say('fact.grounds'), [value(appeal.grounds || '–')]],
        [say('fact.rankWritten'), [value(nomination.rank || '–')]],
        [say('fact.years'), say('fact.years.value', { count: nomination.yearsOfService })],
        [say('fact.purpose'), [value(nomination.reason || '–')]],
      ],
    },
    ...(await componentBlocks(records, nomination.id, { say, house })),
    {
      buttons: [
        { label: say('answer.button'), route: route('select/answer/start', appeal.id), look: 'primary' },
      ],
    },
  ];
}

/** The nominee, whoever appealed for them, and the coordinators, who see to what follows. */
async function toldOf({ records, asker, now }: Desk<Key>, { appeal, nomination }: Hearing) {
  const coordinators = await holdersOf(records, 'coordinator', { now });
  return [...new Set([nomination.nominee, appeal.askedBy, ...coordinators])].filter(
    (one) => one !== asker.person?.id,
  );
}

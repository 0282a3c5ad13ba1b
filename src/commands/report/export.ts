// /report export: the figures of every evaluation of some time as files, as far as any reader may be shown them.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { hasRole } from '#bot/identify.ts';
import { plainText } from '#bot/plain-text.ts';
import { csvFile, workbookFile } from '#bot/table-file.ts';
import { day } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import { type Item, questionSets } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { ClosedRound } from '#store/records/digest-figures.ts';
import type { Records } from '#store/store.ts';
import { columns, rowsOf } from './_evaluation-row.ts';
import { type Key, words } from './words.ts';

const aYear = 365;

export default defineCommand({
  path: 'report export',
  words,
  who: ['coordinator', 'oversight', 'manager', 'liaison'],
  access: 'read',
  asks: { from: ask.date(), until: ask.date() },
  pages: [['from', 'until']],
  prefill: async (_given, { now, asker }) => {
    const until = localDate(now, asker.zone);
    return { from: addDays(until, -aYear), until };
  },
  async run({ from, until }, desk) {
    if (until < from)
      return { correct: { until: desk.say('export.order', { from: day(from), until: day(until) }) } };
    return { reply: await exported(from, until, desk) };
  },
});

async function exported(from: string, until: string, desk: Desk<Key>): Promise<View> {
  const { records, say, asker } = desk;
  const time = {
    from: instantAt(from, '00:00', asker.zone),
    until: instantAt(addDays(until, 1), '00:00', asker.zone),
  };
  const rounds = await records.digests.closed(time);
  const found = await records.courses.byIds(rounds.flatMap(({ course }) => course ?? []));
  const courses = new Map(found.filter((course) => mayExport(desk, course)).map((one) => [one.id, one]));
  const shown = rounds.filter(({ course }) => courses.has(course ?? ''));
  const span = { from: day(from), until: day(until), count: shown.length };
  if (shown.length === 0) return [{ paragraph: say('export.none', span) }];
  const tallies = new Map(
    (
      await Promise.all(
        questionSets.map((set) => records.feedback.tallies({ set, from: time.from, to: time.until })),
      )
    )
      .flat()
      .map((tally) => [tally.round, tally]),
  );
  const minimum = await hubSetting(records, 'feedback.minimum');
  const reader = { say, language: asker.language, minimum };
  const items = await itemsAsked(records, shown);
  const rows = shown.flatMap((round) => {
    const course = courses.get(round.course ?? '');
    const asked = { items: items.get(round.round) ?? [], tally: tallies.get(round.round) };
    return course ? rowsOf(round, course, asked, reader) : [];
  });
  const header = columns.map((one) =>
    plainText(say(`export.column.${one}`), { language: asker.language, zone: asker.zone }),
  );
  const name = `evaluation-${from}-${until}`;
  return [
    { heading: say('export.heading', span) },
    { paragraph: say('export.means', { minimum }) },
    { file: await csvFile(name, { header, rows }), label: say('foi.csv') },
    { file: await workbookFile(name, { header, rows }), label: say('foi.workbook') },
  ];
}

/** As who may follow the feedback on it (product §8b). */
function mayExport({ asker }: Desk<Key>, course: Course): boolean {
  return (
    (['coordinator', 'oversight', 'manager'] as const).some((role) => hasRole(asker, role)) ||
    hasRole(asker, 'liaison', course.organisation)
  );
}

/** What each round asked; most ask the same version, which is read once. */
async function itemsAsked(
  { feedback, questionnaires }: Pick<Records, 'feedback' | 'questionnaires'>,
  rounds: readonly ClosedRound[],
): Promise<ReadonlyMap<string, readonly Item[]>> {
  const versions = new Map<string, readonly Item[]>();
  const asked = new Map<string, readonly Item[]>();
  for (const { round } of rounds) {
    const version = (await feedback.round(round))?.questionnaire;
    if (version === undefined) continue;
    const items = versions.get(version) ?? (await questionnaires.items(version)) ?? [];
    versions.set(version, items);
    asked.set(round, items);
  }
  return asked;
}

// /feedback import: an evaluation that was made elsewhere, from a file; what was understood is shown, and kept when that is pressed.
import type { Answer } from '#bot/answer.ts';
import { type Asker, type Desk, defineCommand, type Press } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { hasRole } from '#bot/identify.ts';
import { tableProblemKeys } from '#bot/read-table.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, joined, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import type { CourseState } from '#exchange/course.ts';
import { answersIn, answersOfRows, itemsOfFile, type UnderstoodFile } from '#exchange/evaluation-file.ts';
import type { Role } from '#exchange/people.ts';
import { type Item, roundIdOf, standardQuestionnaires } from '#exchange/questionnaire.ts';
import { atLeast } from '#exchange/release.ts';
import type { Course } from '#store/records/courses.ts';
import { mayFollow } from './_follow.ts';
import { understand } from './_import.ts';
import { leftOutLines, previewOf } from './_import-view.ts';
import { type Key, words } from './words.ts';

/** Some hundred thousand rows of real evaluations have a few megabytes; as a workbook, they unpack to a hundred. */
const limits = { maxBytes: 20_000_000, maxRows: 150_000, maxUnpacked: 200_000_000 } as const;
const mostAttended = 1_000_000;
const path = 'feedback import';

const importers = ['coordinator', 'courseManager'] as const satisfies readonly Role[];
/** When a course is over. */
const states = ['delivered', 'evaluating', 'closed'] as const satisfies readonly CourseState[];

export default defineCommand({
  path,
  words,
  who: importers,
  access: 'write',
  asks: {
    course: askCourse(states, (course, desk) => mayImport(desk.asker, course)),
    file: ask.table(limits),
    attended: optional(ask.number({ min: 1, max: mostAttended })),
  },
  pages: [['course', 'file', 'attended']],
  introduction: async (_given, { say, records }) => [
    say('import.introduction', { max: limits.maxRows }),
    say('import.rule', { min: await minimumOf({ records }) }),
  ],
  async run({ course: id, file, attended }, desk) {
    const found = await courseFor(desk, id);
    if ('refused' in found) return found.refused;
    const { say, asker, records } = desk;
    if ('problem' in file)
      return {
        correct: { file: say(`import.file.${tableProblemKeys[file.problem]}`, { max: limits.maxRows }) },
      };
    const understood = await understand(desk, file);
    if (!understood || understood.columns.length === 0)
      return { correct: { file: noAnswers(desk, understood) } };
    const few = await tooFew(desk, understood);
    if (few) return few;
    // Kept as a draft is: it survives a restart, belongs to this account alone, and is erased once used or after a while.
    const draft = await records.drafts.keep({
      path,
      account: asker.account,
      channel: undefined,
      values: { course: found.course.id, understood: JSON.stringify(understood), attended: attended ?? 0 },
      pagesDone: [],
    });
    return { reply: previewOf(desk, found.course, { id: draft.id, understood, page: 0 }) };
  },
  buttons: {
    page: pressed('read', async ([page], desk, { id, course, understood }) => ({
      update: previewOf(desk, course, { id, understood, page: Number(page) || 0 }),
    })),
    /** The question that is chosen is no question. */
    leave: pressed('write', async (_ids, desk, about, chosen) => {
      const { id, course, understood, attended } = about;
      const columns = understood.columns.filter((_, at) => String(at) !== chosen);
      const out = understood.columns.filter((_, at) => String(at) === chosen);
      const changed: UnderstoodFile = {
        ...understood,
        columns,
        leftOut: [...understood.leftOut, ...out.map(({ header }) => ({ header, why: 'by-hand' as const }))],
        unread: understood.unread.filter(({ header }) => !out.some((one) => one.header === header)),
      };
      if (columns.length === 0) return { update: previewOf(desk, course, { id, understood, page: 0 }) };
      const { account } = desk.asker;
      const values = { course: course.id, understood: JSON.stringify(changed), attended };
      await desk.records.drafts.keep({ id, path, account, channel: undefined, values, pagesDone: [] });
      return { update: previewOf(desk, course, { id, understood: changed, page: 0 }) };
    }),
    keep: pressed('write', (_ids, desk, about) => keep(desk, about)),
    discard: pressed('write', async (_ids, desk, { id }) => {
      await desk.records.drafts.finish(id);
      return { update: [{ paragraph: desk.say('import.discarded') }] };
    }),
  },
});

function mayImport(asker: Pick<Asker, 'grants'>, course: Pick<Course, 'id'>): boolean {
  return hasRole(asker, 'coordinator') || hasRole(asker, 'courseManager', course.id);
}

async function minimumOf({ records }: Pick<Desk<Key>, 'records'>): Promise<number> {
  return atLeast(await hubSetting(records, 'feedback.minimum'));
}

/** A course that is over, is the asker's to bring an evaluation in for, and has none. */
async function courseFor(desk: Desk<Key>, id: string): Promise<{ course: Course } | { refused: Answer }> {
  const course = await desk.records.courses.byId(id);
  if (!course) return { refused: { reply: [{ paragraph: desk.say('status.none') }] } };
  const title = value(course.title);
  if (!mayImport(desk.asker, course))
    return { refused: desk.refuse('import.notYours', { title, command: command('exchange role-give') }) };
  if (!states.some((state) => state === course.state))
    return {
      refused: desk.refuse('import.state', { title, state: desk.house(`courseState.${course.state}`) }),
    };
  if (await desk.records.feedback.round(roundIdOf(course.id)))
    return { refused: desk.refuse('import.asked', { title, command: command('feedback summary') }) };
  return { course };
}

function noAnswers({ say }: Desk<Key>, understood: UnderstoodFile | undefined) {
  const columns = understood ? leftOutLines(say, understood) : [];
  return joined([say('import.noAnswers'), ...columns], ' ');
}

/** The rule holds before anything is kept, and once more when it is. */
async function tooFew(desk: Desk<Key>, understood: UnderstoodFile): Promise<Answer | undefined> {
  const [count, min] = [answersIn(understood), await minimumOf(desk)];
  return count < min ? desk.refuse('import.few', { count, min }) : undefined;
}

interface About {
  readonly id: string;
  readonly course: Course;
  readonly understood: UnderstoodFile;
  readonly attended: number;
}

/** A press on what was understood: by the importer alone, while it is there, and while the course has no evaluation. */
function pressed(
  access: 'read' | 'write',
  press: (
    ids: readonly string[],
    desk: Desk<Key>,
    about: About,
    chosen: string | undefined,
  ) => Promise<Answer | readonly Answer[]>,
): Press<Key> {
  return {
    who: importers,
    access,
    async press([id = '', ...ids], desk, chosen) {
      const draft = await desk.records.drafts.byId(id, desk.asker.account);
      const { course, understood: kept, attended } = draft?.path === path ? draft.values : {};
      if (typeof kept !== 'string' || typeof course !== 'string') return desk.refuse('import.gone');
      const found = await courseFor(desk, course);
      if ('refused' in found) return found.refused;
      // Written by `run` and `leave` alone.
      const understood = JSON.parse(kept) as UnderstoodFile;
      const about = { id, course: found.course, understood, attended: Number(attended) };
      return press(ids, desk, about, chosen);
    },
  };
}

/** Once, however often it is pressed: whoever finishes the draft keeps the answers. */
async function keep(desk: Desk<Key>, { id, course, understood, attended }: About): Promise<Answer> {
  const { records, say, asker, now } = desk;
  const few = await tooFew(desk, understood);
  if (few) return few;
  if (!asker.person || !(await records.drafts.finish(id))) return desk.refuse('import.gone');
  const items = itemsOfFile(understood.columns);
  const questionnaire =
    standardVersion(items) ??
    (await records.questionnaires.add({ course: course.id, set: 'reaction', items, madeBy: asker.person.id }))
      .id;
  const answers = answersOfRows(understood.columns, 0, understood.rows);
  const marked = (await records.nominations.attendance(course.id)).filter(({ mark }) => mark !== 'no-show');
  const kept = await records.feedbackFiles.keep({
    ...{ course: course.id, set: 'reaction', questionnaire, answers, closedAt: now },
    attended: Math.max(attended > 0 ? attended : marked.length, answers.length),
  });
  const title = value(course.title);
  if (!kept) return desk.refuse('import.asked', { title, command: command('feedback summary') });
  const button = { label: say('ready.show'), route: route('feedback/summary/show', course.id) };
  return {
    update: [
      { paragraph: say('import.kept', { title, count: answers.length }) },
      ...(mayFollow(asker, course) ? [{ buttons: [button] }] : []),
    ],
  };
}

/** The version that asks the same items, where there is one. */
function standardVersion(items: readonly Item[]): string | undefined {
  const ids = items.map(({ id }) => id).toSorted();
  const same = (asked: readonly { readonly id: string }[]) =>
    JSON.stringify(asked.map((one) => one.id).toSorted()) === JSON.stringify(ids);
  return Object.entries(standardQuestionnaires).find(
    ([, { set, items: asked }]) => set === 'reaction' && same(asked),
  )?.[0];
}

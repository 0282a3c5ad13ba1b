// /feedback summary: what the participants said, after the close, to those who may follow the course.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse } from '#bot/record-fields.ts';
import { instant, value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import { followers, mayFollow } from './_follow.ts';
import { commentLine, commentsFor, type SummaryReader, summaryOf, summaryView } from './_summary.ts';
import { type Key, words } from './words.ts';

const commentsOnPage = 5;

export default defineCommand({
  path: 'feedback summary',
  words,
  who: followers,
  access: 'read',
  asks: { course: askCourse(['closed', 'evaluating'], (course, desk) => mayFollow(desk.asker, course)) },
  pages: [['course']],
  run: ({ course }, desk) => show(desk, course),
  buttons: {
    show: { who: followers, access: 'read', press: ([course = ''], desk) => show(desk, course) },
    /** `feedback/summary/comments|course|offset` */
    comments: {
      who: followers,
      access: 'read',
      press: async ([course = '', offset = '0'], desk) => comments(desk, course, Number(offset), 'reply'),
    },
    turn: {
      who: followers,
      access: 'read',
      press: async ([course = '', offset = '0'], desk) => comments(desk, course, Number(offset), 'update'),
    },
  },
});

/** A course that the asker may follow, or why not. */
async function followed(desk: Desk<Key>, id: string): Promise<{ course: Course } | { refused: Answer }> {
  const course = await desk.records.courses.byId(id);
  if (!course) return { refused: { reply: [{ paragraph: desk.say('status.none') }] } };
  const title = value(course.title);
  if (!mayFollow(desk.asker, course)) return { refused: desk.refuse('status.notYours', { title }) };
  const round = await desk.records.feedback.round(roundIdOf(course.id));
  if (!round) return { refused: { reply: [{ paragraph: desk.say('status.noRound', { title }) }] } };
  if (round.state === 'closed') return { course };
  const closes = instant(round.closesAt, course.zone);
  return { refused: { reply: [{ paragraph: desk.say('summary.wait', { title, closes }) }] } };
}

function readerOf({ records, say, house, asker }: Desk<Key>): SummaryReader {
  return { records, say, house, language: asker.language, coordinates: hasRole(asker, 'coordinator') };
}

async function show(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await followed(desk, id);
  if ('refused' in found) return found.refused;
  const view = await summaryView(found.course, readerOf(desk));
  return { reply: view ?? [{ paragraph: desk.say('status.none') }] };
}

async function comments(
  desk: Desk<Key>,
  id: string,
  offset: number,
  as: 'reply' | 'update',
): Promise<Answer> {
  const found = await followed(desk, id);
  if ('refused' in found) return found.refused;
  const { say } = desk;
  const summary = await summaryOf(desk.records, found.course);
  if (summary?.kind !== 'full') return { reply: [{ paragraph: say('summary.few') }] };
  const { shown, hidden } = await commentsFor(found.course, readerOf(desk));
  const first = Number.isInteger(offset) && offset > 0 && offset < shown.length ? offset : 0;
  const page = shown.slice(first, first + commentsOnPage);
  const last = first + page.length;
  const to = (start: number) => route('feedback/summary/turn', found.course.id, String(start));
  const buttons: Button[] = [
    ...(first > 0
      ? [{ label: say('summary.commentsBack'), route: to(Math.max(0, first - commentsOnPage)) }]
      : []),
    ...(last < shown.length ? [{ label: say('summary.commentsNext'), route: to(last) }] : []),
  ];
  const view = [
    { heading: say('summary.commentsHeading', { title: value(found.course.title) }) },
    ...(page.length > 0
      ? [{ list: page.map((comment) => commentLine(comment, readerOf(desk))) }]
      : [{ paragraph: say('summary.commentsNone') }]),
    ...(hidden > 0 ? [{ paragraph: say('summary.commentsHidden', { count: hidden }) }] : []),
    ...(page.length < shown.length
      ? [{ paragraph: say('summary.commentsPage', { first: first + 1, last, count: shown.length }) }]
      : []),
    ...(buttons.length > 0 ? [{ buttons }] : []),
  ];
  return as === 'update' ? { update: view } : { reply: view };
}

// /feedback summary: what the participants said, after the close, to those who may follow the course.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse } from '#bot/record-fields.ts';
import { instant, value } from '#bot/text.ts';
import { type Button, route, type View } from '#bot/view.ts';
import { commentLine, commentsFor } from './_comments.ts';
import { type Subject, subjectOf } from './_evaluated.ts';
import { followers, mayFollow, mayFollowAll } from './_follow.ts';
import { allFiguresView, type SummaryReader, summaryView } from './_summary.ts';
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
    show: { who: followers, access: 'read', press: ([about = ''], desk) => show(desk, about) },
    all: { who: followers, access: 'read', press: ([about = ''], desk) => all(desk, about) },
    /** `feedback/summary/comments|course|offset` */
    comments: {
      who: followers,
      access: 'read',
      press: async ([about = '', offset = '0'], desk) => comments(desk, about, Number(offset), 'reply'),
    },
    turn: {
      who: followers,
      access: 'read',
      press: async ([about = '', offset = '0'], desk) => comments(desk, about, Number(offset), 'update'),
    },
  },
});

/** A course or an event that the asker may follow and of which something has closed, or why not. */
async function followed(desk: Desk<Key>, id: string): Promise<{ subject: Subject } | { refused: Answer }> {
  const { records, asker, say } = desk;
  const subject = await subjectOf(records, id);
  if (!subject) return { refused: { reply: [{ paragraph: say('status.none') }] } };
  const title = value(subject.title);
  const follows = subject.course ? mayFollow(asker, subject.course) : mayFollowAll(asker);
  if (!follows) return { refused: desk.refuse('status.notYours', { title }) };
  const asked = (await records.feedback.of(id)).filter(({ state }) => state !== 'called-off');
  if (asked.some(({ state }) => state === 'closed')) return { subject };
  const [open] = asked;
  if (!open) return { refused: { reply: [{ paragraph: say('status.noRound', { title }) }] } };
  const closes = instant(open.closesAt, subject.zone);
  return { refused: { reply: [{ paragraph: say('summary.wait', { title, closes }) }] } };
}

function readerOf({ records, say, asker, now }: Desk<Key>): SummaryReader {
  const { language, zone } = asker;
  return { records, say, language, zone, now, coordinates: hasRole(asker, 'coordinator') };
}

async function show(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await followed(desk, id);
  return 'refused' in found ? found.refused : shown(desk, await summaryView(found.subject, readerOf(desk)));
}

async function all(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await followed(desk, id);
  return 'refused' in found
    ? found.refused
    : shown(desk, await allFiguresView(found.subject, readerOf(desk)));
}

function shown({ say }: Desk<Key>, view: View | undefined): Answer {
  return { reply: view ?? [{ paragraph: say('status.none') }] };
}

async function comments(
  desk: Desk<Key>,
  id: string,
  offset: number,
  as: 'reply' | 'update',
): Promise<Answer> {
  const found = await followed(desk, id);
  if ('refused' in found) return found.refused;
  const { say, records } = desk;
  const { subject } = found;
  const [round] = (await records.feedback.of(id)).filter(({ state }) => state === 'closed');
  const released = round && (await records.feedback.tally(round.id));
  if (!round || !released) return { reply: [{ paragraph: say('summary.few') }] };
  const reader = readerOf(desk);
  const { shown: written, hidden } = await commentsFor(round, reader);
  const first = Number.isInteger(offset) && offset > 0 && offset < written.length ? offset : 0;
  const page = written.slice(first, first + commentsOnPage);
  const last = first + page.length;
  const to = (start: number) => route('feedback/summary/turn', id, String(start));
  const buttons: Button[] = [
    ...(first > 0
      ? [{ label: say('summary.commentsBack'), route: to(Math.max(0, first - commentsOnPage)) }]
      : []),
    ...(last < written.length ? [{ label: say('summary.commentsNext'), route: to(last) }] : []),
  ];
  const view = [
    { heading: say('summary.commentsHeading', { title: value(subject.title) }) },
    ...(page.length > 0
      ? [{ list: page.map((comment) => commentLine(comment, reader)) }]
      : [{ paragraph: say('summary.commentsNone') }]),
    ...(hidden > 0 ? [{ paragraph: say('summary.commentsHidden', { count: hidden }) }] : []),
    ...(page.length < written.length
      ? [{ paragraph: say('summary.commentsPage', { first: first + 1, last, count: written.length }) }]
      : []),
    ...(buttons.length > 0 ? [{ buttons }] : []),
  ];
  return as === 'update' ? { update: view } : { reply: view };
}

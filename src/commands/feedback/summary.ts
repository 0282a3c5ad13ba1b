// /feedback summary: what the participants said, after the close, to those who may follow the course.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { askCourse } from '#bot/record-fields.ts';
import { instant, value } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { type Subject, subjectOf } from './_evaluated.ts';
import { followers, mayFollow, mayFollowAll } from './_follow.ts';
import { allFiguresView, type SummaryReader, summaryView } from './_summary.ts';
import { type Key, words } from './words.ts';

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
  // A test before the course is told of beside the one after it.
  const asked = (await records.feedback.of(id)).filter(
    ({ set, state }) => set !== 'pre-test' && state !== 'called-off',
  );
  if (asked.some(({ state }) => state === 'closed')) return { subject };
  const [open] = asked;
  if (!open) return { refused: { reply: [{ paragraph: say('status.noRound', { title }) }] } };
  const closes = instant(open.closesAt, subject.zone);
  return { refused: { reply: [{ paragraph: say('summary.wait', { title, closes }) }] } };
}

function readerOf({ records, say, asker, now }: Desk<Key>): SummaryReader {
  const { language, zone } = asker;
  return { records, say, language, zone, now };
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

// /course show: the card of a course, with what the asker can do with it; also its calendar file.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { askCourse } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { gate } from '#exchange/approval.ts';
import { courseStates, openedStates } from '#exchange/course.ts';
import { courseCalendar } from './_calendar.ts';
import { cardFor } from './_card-buttons.ts';
import { refuseUnseen } from './_rights.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'course show',
  words,
  who: 'member',
  access: 'read',
  asks: { course: askCourse(courseStates) },
  pages: [['course']],
  run: ({ course }, desk) => show(desk, course),
  buttons: {
    of: { who: 'member', access: 'read', press: ([course = ''], desk) => show(desk, course) },
    chosen: { who: 'member', access: 'read', press: (_ids, desk, chosen = '') => show(desk, chosen) },
    calendar: { who: 'anyone', access: 'read', press: ([course = ''], desk) => calendar(desk, course) },
  },
});

async function show(desk: Desk<Key>, id: string): Promise<Answer> {
  const course = await desk.records.courses.byId(id);
  return course ? { reply: await cardFor(course, desk) } : refuseUnseen(desk);
}

async function calendar(desk: Desk<Key>, id: string): Promise<Answer> {
  const { asker, records, say, now } = desk;
  const course = await records.courses.byId(id);
  if (course?.publishedAt === undefined) return refuseUnseen(desk);
  const title = value(course.title);
  if (openedStates.some((state) => state === course.state) || course.state === 'on-hold') {
    const asked = gate(course, await records.clearances.of(id), now);
    // An entry in a calendar is an invitation; one that was taken along stays, and is taken out by a cancellation.
    if (!asked.open) return desk.refuse('calendar.gate', { title });
  }
  const label =
    course.state === 'cancelled' ? say('calendar.cancelled', { title }) : say('calendar.file', { title });
  return { reply: [{ file: courseCalendar(course, say, asker.language, now), label }] };
}

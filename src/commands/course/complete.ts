// /course complete: closes a course by hand when everything is done or nothing can be; else says what is missing.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import { sheetOf, unmarked } from './_attendance.ts';
import { cardFor } from './_card-buttons.ts';
import { refuseUnseen } from './_rights.ts';
import { cardOf } from './_states.ts';
import { moveThrough } from './_walk.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'course complete',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: { course: askCourse(['running', 'delivered', 'evaluating']) },
  pages: [['course']],
  run: ({ course }, desk) => complete(desk, course),
  buttons: {
    start: { who: ['coordinator'], access: 'write', press: ([course = ''], desk) => complete(desk, course) },
  },
});

async function complete(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { records, now, say } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const title = value(course.title);
  switch (course.state) {
    case 'closed':
      return { reply: [{ paragraph: say('complete.already', { title }) }] };
    case 'running':
    case 'delivered': {
      const end = courseEnd(course);
      if (now < end) return desk.refuse('complete.notOver', { title, end: instant(end, course.zone) });
      return withoutFeedback(course, desk);
    }
    case 'evaluating': {
      const round = (await records.feedback.of(id)).findLast(({ state }) => state === 'open');
      if (!round) return close(course, desk);
      return desk.refuse('complete.feedbackOpen', { title, closes: instant(round.closesAt, course.zone) });
    }
    default:
      return desk.refuse('complete.state', {
        title,
        state: desk.house(`courseState.${course.state}`),
        command: command('course cancel'),
      });
  }
}

/** Attendance comes first, unless nobody held a seat and there is nothing to mark. */
async function withoutFeedback(course: Course, desk: Desk<Key>): Promise<Outcome> {
  const sheet = await sheetOf(course, desk);
  if (sheet.rows.length === 0) return close(course, desk);
  const count = unmarked(sheet).length;
  return {
    reply: [
      { paragraph: desk.say('complete.attendance', { title: value(course.title), count }) },
      {
        buttons: [
          {
            label: desk.say('button.attendance'),
            route: route('course/attendance/start', course.id),
            look: 'primary',
          },
        ],
      },
    ],
  };
}

async function close(course: Course, desk: Desk<Key>): Promise<readonly Answer[]> {
  const closed = await moveThrough(desk.records, course, 'closed');
  return [
    {
      reply: [
        { paragraph: desk.say('complete.done', { title: value(course.title) }) },
        ...(await cardFor(closed, desk)),
      ],
    },
    { revise: cardOf(course.id) },
  ];
}

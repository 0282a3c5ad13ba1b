// Catches what the calendar changes of eligibility: states follow, seats that have lost their ground, vettings and proofs that are due.
import type { Answer } from '#bot/answer.ts';
import { followVerdicts } from '#bot/follow-verdicts.ts';
import { openedStates } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import { followingStates } from '#exchange/nomination.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import { prerequisiteAnswers } from './_prerequisites.ts';
import { seatAnswers } from './_seats.ts';
import { vettingAnswers } from './_vettings.ts';

/** Of more courses than these each is looked at in its turn: what the calendar changes, it changes by the day. */
const mostCourses = 50;
const everyMinutes = 60;

export default defineJob({
  name: 'eligibility',
  everyMinutes,
  async sweep(sweep) {
    const answers: Answer[] = [];
    for (const course of await inTurn(sweep)) {
      const { records, now } = sweep;
      const nominations = await records.nominations.list({
        course: course.id,
        states: [...followingStates, 'scored', 'selected', 'reserve', 'offered', 'accepted'],
      });
      if (nominations.length === 0) continue;
      answers.push(...(await followVerdicts(records, course, nominations, now)));
      answers.push(...(await seatAnswers(sweep, course, nominations)));
      answers.push(...(await prerequisiteAnswers(sweep, course, nominations)));
    }
    return [...answers, ...(await vettingAnswers(sweep))];
  },
});

/** Those that have not begun, so many of them at a time. */
async function inTurn({ records, now }: Sweep): Promise<readonly Course[]> {
  const ahead = await records.courses.list({
    states: openedStates,
    startsFrom: localDate(now, 'UTC'),
  });
  const turns = Math.max(1, Math.ceil(ahead.length / mostCourses));
  const turn = Math.floor(now / (everyMinutes * 60_000)) % turns;
  return ahead.slice(turn * mostCourses, (turn + 1) * mostCourses);
}

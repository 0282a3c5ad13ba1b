// Opens what is due by the calendar: the test in the week before a course, and what is asked a week after an event.
import type { Answer } from '#bot/answer.ts';
import { invitations, openRound } from '#bot/ask-feedback.ts';
import { aboutCourse, aboutEdition } from '#bot/asked-about.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { openedStates } from '#exchange/course.ts';
import { eventDue, preTestDays, preTestDue } from '#exchange/evaluation-calendar.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Sweep } from '#jobs/job.ts';
import { seatHolders } from './_remind.ts';

export async function openDue(sweep: Sweep): Promise<readonly Answer[]> {
  await openPreTests(sweep);
  return openEvents(sweep);
}

/** Whoever has a seat is asked where the round is followed, and so is who gets one later in that week. */
async function openPreTests({ records, now }: Sweep): Promise<void> {
  const today = localDate(now, 'UTC');
  // A day wider on either side, because it is earlier or later elsewhere.
  const coming = await records.courses.list({
    states: openedStates,
    startsFrom: addDays(today, -1),
    startsUntil: addDays(today, preTestDays + 1),
  });
  for (const course of coming) {
    const time = preTestDue(course, now);
    if (!time || (await records.feedback.round(roundIdOf(course.id, 'pre-test')))) continue;
    const people = await seatHolders(records, course.id);
    if (people.length > 0) await openRound(records, aboutCourse(course), 'pre-test', time, people);
  }
}

async function openEvents({ records, now }: Sweep): Promise<readonly Answer[]> {
  const lateDays = await hubSetting(records, 'feedback.late');
  const answers: Answer[] = [];
  for (const edition of await records.symposia.editions({ states: ['held'] })) {
    const time = eventDue(edition, now, lateDays);
    if (!time || (await records.feedback.round(roundIdOf(edition.id, 'event')))) continue;
    const people = (await records.symposia.registrations(edition.id)).map(({ person }) => person);
    if (people.length === 0) continue;
    const about = aboutEdition(edition);
    const round = await openRound(records, about, 'event', time, people);
    if (round === undefined) continue;
    const { closesAt } = time;
    const key = `feedback invitation · ${round}`;
    answers.push(...(await invitations(records, about, people, { key, now, closesAt })));
  }
  return answers;
}

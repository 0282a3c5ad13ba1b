// The card of commitments, apart from the questionnaire: who may fill it, and what is promised about who reads it.

import type { WordlessDesk } from '#bot/command.ts';
import { isFollowedUp, windowOf } from '#bot/follow-ups.ts';
import { participantsOf } from '#bot/participants.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { mayCommit } from '#exchange/follow-up.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackSay } from './words.ts';

type SpeakingDesk = WordlessDesk & { readonly say: FeedbackSay };

/** The course, when the asker attended it and is still in time; else a sentence that says why not. */
export async function committable(
  desk: SpeakingDesk,
  courseId: string,
): Promise<{ readonly course: Course } | { readonly not: Text }> {
  const { asker, records, say, now } = desk;
  const course = await records.courses.byId(courseId);
  const came = course ? await participantsOf(records, course.id) : [];
  if (!course || !isFollowedUp(course) || !asker.person || !came.includes(asker.person.id))
    return { not: say('commit.notThere') };
  if (mayCommit(courseEnd(course), course.zone, now)) return { course };
  const title = value(course.title);
  return { not: say('commit.late', { title, until: askedFrom(course) }) };
}

/** The day from which they are first asked what came of it. */
export function askedFrom(course: Course) {
  return instant(windowOf(course, '90d').opensAt, course.zone, 'day');
}

/** Courses for which the asker can commit to something now. */
export async function openForCommitments(desk: SpeakingDesk): Promise<readonly Course[]> {
  const { asker, records, now } = desk;
  if (!asker.person) return [];
  const attended = await records.nominations.list({
    nominee: asker.person.id,
    states: ['attended', 'partial', 'certified', 'followed-up'],
  });
  const courses = await records.courses.byIds(attended.map((one) => one.course));
  return courses.filter((course) => isFollowedUp(course) && mayCommit(courseEnd(course), course.zone, now));
}

/** It must stay true word for word. */
export function commitmentPromise(course: Course, say: FeedbackSay): View {
  return [
    { heading: say('commit.heading') },
    { paragraph: say('commit.course', { title: value(course.title), until: askedFrom(course) }) },
    {
      list: [say('commit.apart'), say('commit.reads'), say('commit.asked'), say('promise.machine')],
    },
    {
      buttons: [
        { label: say('commit.begin'), route: route('feedback/commit/begin', course.id), look: 'primary' },
      ],
    },
  ];
}

/** Leads from the thanks for anonymous answers to this card, which knows nothing of them. */
export function invitationToCommit(course: Pick<Course, 'id'>, say: FeedbackSay): readonly Block[] {
  return [
    { paragraph: say('commit.invite') },
    { buttons: [{ label: say('commit.button'), route: route('feedback/commit/start', course.id) }] },
  ];
}

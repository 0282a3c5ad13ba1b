// Changes a course: holds the result to the rules of a proposal, and moves its state where the change asks for it.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { value } from '#bot/text.ts';
import { gate } from '#exchange/approval.ts';
import { type CourseProposal, checkProposal, type ProposalProblem } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { Conflict } from '#store/store.ts';
import { corrections, deadlineAt } from './_proposal.ts';
import { changeableStates } from './_states.ts';
import type { Key } from './words.ts';

/** What was asked to be changed; what is undefined stays. `deadline` is a day. */
export type Asked = {
  readonly [Part in keyof Omit<CourseProposal, 'nominationDeadline'>]?: CourseProposal[Part] | undefined;
} & { readonly deadline?: string | undefined };

export type Part = keyof CourseProposal;

export interface Change {
  readonly before: Course;
  readonly after: Course;
  /** What differs, in the order of the form. */
  readonly parts: readonly Part[];
}

/** The parts of a proposal, in the order in which they are asked. */
export const parts = [
  'title',
  'subject',
  'startsOn',
  'endsOn',
  'zone',
  'online',
  'place',
  'country',
  'language',
  'seats',
  'nominationDeadline',
  'aims',
] as const satisfies readonly Part[];

/** Keeps the change; or says why not. `parts` is empty when everything is as it was, and then nothing is written. */
export async function changeCourse(
  course: Course,
  asked: Asked,
  desk: Desk<Key>,
): Promise<Change | { stopped: Answer }> {
  const { records, now, say } = desk;
  const wanted = merged(course, asked, now);
  const differing = parts.filter((part) => wanted[part] !== course[part]);
  if (differing.length === 0) return { before: course, after: course, parts: differing };

  const problems = newProblems(course, wanted, differing, now);
  const sentences = { ...corrections(problems, wanted, desk) };
  if (wanted.seats < course.granted && sentences.seats === undefined) {
    sentences.seats = say('edit.seatsGiven', { granted: course.granted, given: wanted.seats });
  }
  if (Object.keys(sentences).length > 0) return { stopped: { correct: sentences } };

  const edited = await records.courses.edit(course.id, picked(wanted, differing), changeableStates);
  if (!edited) throw new Conflict(`The course ${course.id} was changed by somebody else.`);
  return { before: course, after: await movedOn(edited, differing, desk), parts: differing };
}

/** What would be after the change. A deadline that has passed stays the instant it was when only the zone changes. */
function merged(course: Course, asked: Asked, now: number): CourseProposal {
  const zone = asked.zone ?? course.zone;
  const lastDay = localDate(course.nominationDeadline, course.zone);
  const wantedDay = asked.deadline ?? lastDay;
  const stays = wantedDay === lastDay && (zone === course.zone || course.nominationDeadline <= now);
  return {
    title: asked.title ?? course.title,
    subject: asked.subject ?? course.subject,
    startsOn: asked.startsOn ?? course.startsOn,
    endsOn: asked.endsOn ?? course.endsOn,
    zone,
    place: asked.place ?? course.place,
    country: asked.country ?? course.country,
    online: asked.online ?? course.online,
    language: asked.language ?? course.language,
    seats: asked.seats ?? course.seats,
    nominationDeadline: stays ? course.nominationDeadline : deadlineAt(wantedDay, zone),
    aims: asked.aims ?? course.aims,
  };
}

/** Only what the change brings about: a deadline that passed long ago does not forbid to mend the title. */
function newProblems(
  course: Course,
  wanted: CourseProposal,
  differing: readonly Part[],
  now: number,
): readonly ProposalProblem[] {
  const old = checkProposal(course, now).map((problem) => problem.id);
  return checkProposal(wanted, now).filter(
    (problem) => differing.includes(problem.field) || !old.includes(problem.id),
  );
}

function picked(wanted: CourseProposal, differing: readonly Part[]): Partial<CourseProposal> {
  return Object.fromEntries(differing.map((part) => [part, wanted[part]]));
}

/** A later deadline opens a closed call again, as far as the gate allows. */
async function movedOn(
  course: Course,
  differing: readonly Part[],
  { records, now }: Desk<Key>,
): Promise<Course> {
  const reopens = differing.includes('nominationDeadline') && course.nominationDeadline > now;
  if (!reopens || (course.state !== 'call-closed' && course.state !== 'selecting')) return course;
  const asked = gate(course, await records.clearances.of(course.id), now);
  const { move } = records.courses;
  const moved = asked.open
    ? await move(course.id, [course.state], 'call-open', undefined, asked.pass)
    : await move(course.id, [course.state], 'on-hold');
  // The seed is known since the call closed: who is nominated from now on gets a lot of another.
  if (moved?.state === 'call-open') await records.seatRules.draw(course.id);
  return moved ?? course;
}

/** The course's name as whoever reads an answer knows it. */
export function titleOf(course: Pick<Course, 'title'>) {
  return value(course.title);
}

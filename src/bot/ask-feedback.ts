// Opens questionnaires and asks people to answer them, wherever that is decided; each prompt waits for its reader's office.
import { type AskingTime, askedFrom } from '#exchange/evaluation-calendar.ts';
import { nextOfficeHour, type OfficeHours } from '#exchange/local-time.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import { currentVersions, type QuestionSet, roundIdOf } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import type { MessageFacts, Tell } from './answer.ts';
import { type AskedAbout, aboutCourse } from './asked-about.ts';
import { hubSetting } from './hub-setting.ts';
import { versionToAsk } from './version-to-ask.ts';

/** The version that is asked now; of an event, what is asked of everybody. */
export async function versionAsked(
  records: Pick<Records, 'questionnaires' | 'feedback'>,
  set: QuestionSet,
  course: string | undefined,
): Promise<string | undefined> {
  return course === undefined ? currentVersions[set] : versionToAsk(records, course, set);
}

/** The id of the round; undefined when there is nothing to ask, or it has been asked already. */
export async function openRound(
  records: Pick<Records, 'questionnaires' | 'feedback'>,
  { course, edition, id }: AskedAbout,
  set: QuestionSet,
  time: AskingTime,
  people: readonly string[],
): Promise<string | undefined> {
  const questionnaire = await versionAsked(records, set, course?.id);
  if (questionnaire === undefined) return undefined;
  const asked = { set, questionnaire, ...time };
  const of = edition ? { edition: edition.id } : { course: id };
  return (await records.feedback.open({ ...asked, ...of }, people)) ? roundIdOf(id, set) : undefined;
}

/** What is asked of whoever was there, all at once; a test and the review of an exercise only where they were designed. */
const setsAfter = ['reaction', 'post-test', 'after-action'] as const satisfies readonly QuestionSet[];

/** Once it is known who was there: opens what is to be asked, and asks each of them once for all of it. */
export async function askParticipants(
  { records, now }: { readonly records: Records; readonly now: number },
  course: Course,
  people: readonly string[],
): Promise<{ readonly closesAt: number; readonly said: readonly Tell[] }> {
  const about = aboutCourse(course);
  const time = askedFrom(now, course.zone, await hubSetting(records, 'feedback.late'));
  for (const set of setsAfter) await openRound(records, about, set, time, people);
  const { closesAt } = time;
  const said = await invitations(records, about, people, {
    key: `feedback invitation · ${course.id}`,
    now,
    closesAt,
  });
  return { closesAt, said };
}

/** One to each of them, in their next office hour. It is drawn with everything about this that waits for its reader. */
export async function invitations(
  records: Records,
  about: AskedAbout,
  people: readonly string[],
  { key, now, closesAt }: { readonly key: string; readonly now: number; readonly closesAt: number },
): Promise<readonly Tell[]> {
  return (await officesOf(records, people, about)).map(({ person, zone, hours }) => ({
    tell: person,
    message: 'feedback/invitation',
    facts: factsAbout(about),
    key,
    notBefore: nextOfficeHour(now, zone, hours),
    tooLateAt: closesAt,
  }));
}

export function factsAbout({ course, id }: AskedAbout): MessageFacts {
  return course ? { course: id } : { edition: id };
}

export interface Office {
  readonly person: string;
  readonly zone: string;
  readonly hours: OfficeHours;
}

/** When each of them is at a desk: by their own zone or their organisation's, and the working days of its country. */
export async function officesOf(
  { people: known, organisations }: Pick<Records, 'people' | 'organisations'>,
  people: readonly string[],
  about: Pick<AskedAbout, 'zone'>,
): Promise<readonly Office[]> {
  if (people.length === 0) return [];
  const all = new Map((await organisations.all()).map((one) => [one.id, one]));
  return (await known.byIds(people)).map((person) => {
    const organisation = all.get(person.organisation ?? '');
    return {
      person: person.id,
      zone: person.zone ?? organisation?.zone ?? about.zone,
      hours: officeHoursIn(organisation?.country),
    };
  });
}

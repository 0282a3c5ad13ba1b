// The chapters of one course in the practice room, each played with mouse and keyboard by the people whose step it is.
import { addDays } from '#exchange/local-time.ts';
import { currentVersions, standardQuestionnaires } from '#exchange/questionnaire.ts';
import type { RoomVisitor } from './room-visitor.ts';

/** What is rated from 1 to 5 at the end of a course. */
export const ratingItems = standardQuestionnaires[currentVersions.reaction].items.filter(
  ({ kind }) => kind === 'rating',
);

export interface PlayedCourse {
  readonly title: string;
  readonly aims: string;
  readonly place: string;
  readonly seats: number;
  readonly language: string;
  readonly proposer: string;
}

/** Everybody of the sample who can be sent on a course, and who sends them. */
export const trainees = [
  {
    liaison: 'Ama Mensah',
    manager: 'Kojo Boateng',
    channel: 'accra-announcements',
    name: 'Efua Owusu',
    rank: 'Sergeant',
  },
  {
    liaison: 'Ama Mensah',
    manager: 'Kojo Boateng',
    channel: 'accra-announcements',
    name: 'Kwame Asante',
    rank: 'Inspector',
  },
  { liaison: 'يوسف العمراني', channel: 'rabat-announcements', name: 'سلمى بناني', rank: 'مفتشة' },
  { liaison: 'Aminata Diop', channel: 'dakar-announcements', name: 'Moussa Ndiaye', rank: 'Lieutenant' },
  { liaison: 'Lucía Quispe', channel: 'lima-announcements', name: 'Diego Huamán', rank: 'Teniente' },
] as const;
export type Trainee = (typeof trainees)[number];

/** Monday to Wednesday of a week some five weeks ahead, so that the end falls into everybody's working week. */
export function datesFrom(today: string): { startsOn: string; endsOn: string; deadline: string } {
  const weekday = Temporal.PlainDate.from(today).dayOfWeek;
  const startsOn = addDays(today, 36 - weekday);
  return { startsOn, endsOn: addDays(startsOn, 2), deadline: addDays(startsOn, -14) };
}

export async function answersForProposal(
  visitor: RoomVisitor,
  { title, aims, place, seats, language }: PlayedCourse,
): Promise<Record<string, string>> {
  return {
    title,
    subject: 'professional-investigation',
    language,
    aims,
    ...datesFrom(await visitor.today()),
    online: 'no',
    place,
    seats: String(seats),
  };
}

export async function proposes(visitor: RoomVisitor, course: PlayedCourse): Promise<void> {
  await visitor.goesToAttache(course.proposer);
  await visitor.says('/course propose');
  await visitor.submits(await answersForProposal(visitor, course));
  await visitor.reads();
}

/** What its proposer writes; the countries that take part stand in the form already. */
export async function writesTheBrief(visitor: RoomVisitor, course: PlayedCourse): Promise<void> {
  await visitor.goesToAttache(course.proposer);
  await visitor.presses('approval/show/of');
  await visitor.presses('approval/brief/start');
  await visitor.submits({
    reference: 'IPAB 31',
    counterpart: 'Child Protection Service',
    kind: 'government-agency',
    priorities: 'Protecting children from abuse.',
    objectives: 'Interviews that a court can use, and that are held once.',
    need: 'Children are interviewed four times on average before a case is heard.',
    harm: 'yes',
    difficulty: 'Children are not heard apart from their family everywhere.',
  });
}

/** Grade, a risk, and the view of the one mission that was asked. */
export async function assesses(visitor: RoomVisitor, { title }: PlayedCourse): Promise<void> {
  await visitor.goesToAttache('Nadia Keller');
  await visitor.says('/approval assess');
  const today = await visitor.today();
  await visitor.submits({ course: title, reference: 'OSJA 31', grade: 'medium', valid: addDays(today, 360) });
  await visitor.presses('approval/risk-add/start');
  await visitor.submits({
    risk: 'What a child says could reach whoever is accused.',
    mitigation: 'A session on keeping recordings under lock.',
    owner: 'Nadia Keller',
  });
  await visitor.presses('approval/consult/start');
  await visitor.submits({ view: 'support' });
}

export async function handsIn(visitor: RoomVisitor): Promise<void> {
  await visitor.goesToAttache('Nadia Keller');
  await visitor.presses('approval/show/submit');
}

export async function letsItProceed(visitor: RoomVisitor): Promise<void> {
  await visitor.goesToAttache('Margrit Frei');
  await visitor.presses('approval/decide/proceed');
  await visitor.submits({ reasons: 'The need is shown, and the risk is seen to.' });
}

export async function passesTheGate(visitor: RoomVisitor, course: PlayedCourse): Promise<void> {
  await writesTheBrief(visitor, course);
  await assesses(visitor, course);
  await handsIn(visitor);
  await letsItProceed(visitor);
}

export async function looksAtPreview(
  visitor: RoomVisitor,
  { title }: Pick<PlayedCourse, 'title'>,
): Promise<void> {
  await visitor.goesToAttache('Nadia Keller');
  await visitor.says('/course publish');
  await visitor.submits({ course: title });
}

export async function publishes(visitor: RoomVisitor, course: Pick<PlayedCourse, 'title'>): Promise<void> {
  await looksAtPreview(visitor, course);
  await visitor.presses('course/publish/confirm');
}

/** Whoever has been nominated agrees, and where the organisation has a manager they release them. */
export async function agreesToGo(visitor: RoomVisitor, trainee: Trainee): Promise<void> {
  await visitor.goesToAttache(trainee.name);
  await visitor.presses('nominate/consent/agree');
  if (!('manager' in trainee)) return;
  await visitor.goesToAttache(trainee.manager);
  await visitor.presses('nominate/release/give');
}

/** From the card in the organisation's channel, or by a command with the course that is named. */
export async function nominates(
  visitor: RoomVisitor,
  trainee: Trainee,
  course?: PlayedCourse,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await visitor.becomes(trainee.liaison);
  await visitor.goesTo(course ? 'Attaché' : trainee.channel);
  if (course) await visitor.says('/nominate add');
  else await visitor.presses('nominate/add/start');
  await visitor.submits({
    ...(course ? { course: course.title } : {}),
    person: trainee.name,
    rank: trainee.rank,
    unit: 'Child protection',
    yearsOfService: '7',
    reason: 'Interviews children every week.',
    ...more,
  });
}

export async function accepts(visitor: RoomVisitor, course: PlayedCourse, howMany: number): Promise<void> {
  await visitor.goesToAttache('Nadia Keller');
  await visitor.says('/nominate list');
  await visitor.chooses(/./, course.title);
  for (let given = 0; given < howMany; given += 1) await visitor.presses('nominate/accept/now');
}

/** One came in part, everybody else was there throughout. */
export async function marksAttendance(visitor: RoomVisitor, inPart: string): Promise<void> {
  await visitor.presses('course/attendance/start');
  await visitor.chooses(inPart, { value: 'partial' });
  await visitor.presses('course/attendance/all');
  await visitor.presses('course/attendance/done');
}

/** From the prompt, by the promise, to the two pages; `level` from 1 moves the answers a little. */
export async function answersFeedback(
  visitor: RoomVisitor,
  who: string,
  level: number,
  remark = '',
): Promise<void> {
  await visitor.goesToAttache(who);
  await visitor.presses('feedback/answer/start');
  await visitor.presses('feedback/answer/begin');
  const scale = [4, 5, 3, 5, 4, 2, 5, 4];
  const ratings = ratingItems.map(({ id }, index) => [id, String(scale[(3 * index + level) % scale.length])]);
  await visitor.submits({
    ...Object.fromEntries(ratings),
    recommend: String(5 + level),
    obstacles: remark,
  });
}

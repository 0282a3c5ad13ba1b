// Digests and figures as files, on the tour: with little to say and with much, for everybody whom they are for, and for others.
import { addDays, localDate } from '#exchange/local-time.ts';
import { currentVersions, type QuestionSet, roundIdOf } from '#exchange/questionnaire.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse } from './papers.ts';

/** After something has been agreed on, and not been done. */
export async function readDigests(tour: Tour, company: Company): Promise<void> {
  const { vera, mona, kofi, olga, organisations } = company;
  await vera.runs('report export', { from: '1990-01-01', until: '1990-12-31' });
  await askInVain(tour, company);
  const host = organisations.host;
  await evaluate(tour, company, { set: 'reaction', people: 4, answers: () => 3, of: host });
  await vera.runs('report digest', { digest: 'hub' });
  await evaluate(tour, company, { set: 'reaction', people: 5, answers: () => 5, of: host });
  await vera.runs('report digest');
  await vera.presses('report/digest/now', 'hub|me');
  for (const set of ['reaction', 'pre-test', 'post-test', 'after-action'] as const)
    await evaluate(tour, company, { set, people: 6, answers: (at) => (at % 3) + 3, of: host });
  await evaluate(tour, company, { set: 'reaction', people: 2, answers: () => 4, of: organisations.guest });
  await tour.at(`${addDays(localDate(tour.now(), 'UTC'), 1)}T12:00:00Z`);
  await share(tour, company);
  const by = await tour.person(kofi.account);
  await arrangeCourse(tour, 'Waits', { by, of: host, state: 'proposed' });
  await vera.presses('report/digest/now', 'hub|me');
  await mona.runs('report digest');
  await mona.presses('report/digest/now', 'people|me');
  await kofi.runs('report digest', { digest: 'people', where: 'channel' });
  await company.salma.runs('report digest', { digest: 'people', where: 'channel' });
  await olga.runs('report digest', { digest: 'oversight' });
  await choose(tour, company);
  const today = localDate(tour.now(), 'UTC');
  await vera.runs('report export');
  await vera.fills({ from: today, until: addDays(today, -60) });
  await vera.corrects({ from: addDays(today, -60), until: today });
  // The week's on its Monday, and the month's while it still helps.
  const monday = addDays(today, 8 - Temporal.PlainDate.from(today).dayOfWeek);
  const fifth = `${addDays(`${monday.slice(0, 7)}-28`, 10).slice(0, 7)}-05`;
  for (const on of [monday, fifth]) await tour.at(`${on}T20:00:00Z`);
}

async function askInVain(tour: Tour, { kofi, organisations }: Company): Promise<void> {
  await tour.arrange(async ({ people }) => {
    const name = tour.wording.line('Noel', 80);
    const noel = await people.add({ name, organisation: organisations.absent, membership: 'confirmed' });
    await people.link('practice:noel', noel.id, name);
    await people.grant({ person: noel.id, role: 'liaison', scope: organisations.absent });
  });
  const noel = tour.as('practice:noel');
  await noel.runs('report digest');
  const person = await tour.person('practice:noel');
  await tour.arrange(({ people }) => people.grant({ person, role: 'manager', scope: organisations.absent }));
  await noel.runs('report digest', { digest: 'people' });
  for (const digest of ['people', 'hub', 'oversight'])
    await kofi.runs('report digest', { digest, where: 'me' });
}

interface Evaluated {
  readonly set: QuestionSet;
  readonly people: number;
  readonly answers: (at: number) => number;
  /** Whose people are asked. */
  readonly of: string;
}

/** A course that has just ended, and whose questionnaire has. */
async function evaluate(tour: Tour, { kofi, organisations }: Company, evaluated: Evaluated): Promise<void> {
  const { set, people: number, answers, of } = evaluated;
  const by = await tour.person(kofi.account);
  const endsOn = addDays(localDate(tour.now(), 'UTC'), -1);
  const course = await arrangeCourse(tour, `Told of ${set} ${number}`, {
    ...{ by, of: organisations.host, state: 'evaluating', startsOn: endsOn, endsOn },
  });
  await tour.arrange(async ({ people, nominations, feedback }) => {
    const ids: string[] = [];
    for (let at = 0; at < number + 2; at += 1) {
      const name = tour.wording.line(`Asked ${at}`, 80);
      const { id } = await people.add({ name, organisation: of, membership: 'confirmed' });
      ids.push(id);
      await nominations.add({
        ...{ course, nominee: id, organisation: of, nominatedBy: by, state: 'submitted' },
        ...{ rank: 'r', unit: 'u', yearsOfService: 3, reason: 'x', consent: 'given', release: 'given' },
      });
      await nominations.mark(course, id, 'attended', by);
    }
    const now = tour.now();
    const asked = { course, set, questionnaire: currentVersions.reaction, opensAt: now, closesAt: now + 1 };
    await feedback.open({ ...asked, lateUntil: now + 1 }, ids);
    for (const [at, id] of ids.slice(0, number).entries())
      await feedback.answer(roundIdOf(course, set), id, { apply: answers(at) });
    await feedback.close(roundIdOf(course, set));
  });
}

/** Somebody of the host shares what they will do, and somebody's standing runs out. */
async function share(tour: Tour, { ama, organisations }: Company): Promise<void> {
  const person = await tour.person(ama.account);
  await tour.arrange(async ({ commitments, courses, people }) => {
    const ended = await courses.list({ organisation: organisations.host, states: ['evaluating'] });
    const text = tour.wording.text('Write a checklist.', 300);
    await commitments.make({ course: ended.at(-1)?.id ?? '', person, texts: [text], shared: true });
    await people.change(person, { approvedUntil: tour.now() + 20 * 86_400_000 });
  });
}

async function choose(tour: Tour, { vera, mona }: Company): Promise<void> {
  await vera.presses('report/digest/change', 'hub|me');
  await vera.fills({ rhythm: 'monthly', weekday: '3', hour: 7, language: tour.language });
  await mona.runs('report digest', { digest: 'people', where: 'me', rhythm: 'weekly', weekday: 'first' });
  await vera.runs('report digest', { digest: 'hub', where: 'channel', rhythm: 'never' });
  await vera.runs('report digest');
  await vera.presses('report/digest/usual', 'hub|channel');
}

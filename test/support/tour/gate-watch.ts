// What comes by itself before a course may begin: warnings, missions, papers and mitigations that are due, doubles; and the tasks.
import { assessmentLimits } from '#exchange/assessment.ts';
import { briefLimits } from '#exchange/brief.ts';
import type { CourseProposal, CourseState } from '#exchange/course.ts';
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import type { Records } from '#store/store.ts';
import { approve, brief, standingPass } from '../gate-papers.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { proposal } from './papers.ts';

const zone = 'Africa/Accra';

/** Who has a part in it, by id. */
interface Hands {
  readonly vera: string;
  readonly kofi: string;
  readonly salma: string;
  readonly mona: string;
  readonly ama: string;
}

/** Days are counted from the next morning, at which everything is thirty days off. */
interface Chapter extends Hands {
  readonly tour: Tour;
  readonly host: string;
  on(days: number): string;
}

/** Courses a month ahead, each lacking something else, until their first day. */
export async function watchTheGate(tour: Tour, company: Company): Promise<void> {
  const { olga, vera, mona, kofi } = company;
  const chapter = await open(tour, company);
  const courses = await arrange(chapter);
  const at = (days: number, time = '09:10') => tour.at(`${chapter.on(days)}T${time}:00Z`);
  for (const who of [olga, vera, mona]) await who.runs('my tasks');
  await at(0);
  await olga.pressesRoute(`approval/show/of|${courses.doubled}`);
  await kofi.pressesRoute(`approval/show/of|${courses.doubled}`);
  await vera.presses('approval/consult/start', courses.asked);
  await at(6);
  for (const who of [vera, olga]) await who.runs('my tasks');
  for (const days of [7, 8, 9, 10, 11, 12, 13, 14, 23, 29]) await at(days);
  await at(30, '08:10');
}

async function open(
  tour: Tour,
  { olga, vera, kofi, salma, mona, ama, organisations }: Company,
): Promise<Chapter> {
  const hands = await tour.arrange(async (records) => {
    const person = await personIn(records, olga.account);
    for (const scope of ['head-of-department', 'minister'])
      await records.people.grant({ person, role: 'approver', scope });
    return {
      vera: await personIn(records, vera.account),
      kofi: await personIn(records, kofi.account),
      salma: await personIn(records, salma.account),
      mona: await personIn(records, mona.account),
      ama: await personIn(records, ama.account),
    };
  });
  const first = addDays(localDate(tour.now(), zone), 1);
  return { ...hands, tour, host: organisations.host, on: (days) => addDays(first, days) };
}

interface Days {
  readonly from: number;
  readonly until: number;
}

const lasting: Days = { from: -30, until: 90 };

/** The papers of a course, in force between days that are counted as everything here is. */
async function write(
  { tour: { wording }, on, vera }: Chapter,
  { papers }: Records,
  course: string,
  days: { readonly brief?: Days; readonly assessment?: Days },
): Promise<void> {
  const validity = ({ from, until }: Days) => ({ decidedOn: on(from), validUntil: on(until) });
  if (days.brief) {
    const reference = wording.line('IPAB-2', briefLimits.reference);
    await papers.writeBrief(course, { ...brief, reference, ...validity(days.brief) }, vera);
  }
  if (days.assessment) {
    const reference = wording.line('OSJA-2', assessmentLimits.reference);
    const made = { reference, grade: 'low', assessor: vera, ...validity(days.assessment) } as const;
    await papers.assess(course, made);
  }
}

/** Proposed by the host, thirty days off. */
async function propose(
  { tour, on, kofi, host }: Chapter,
  { courses }: Records,
  about: string,
  changes: Partial<CourseProposal & { proposedBy: string; organisation: string }> = {},
): Promise<string> {
  const { id } = await courses.propose({
    ...proposal(tour, about),
    online: false,
    zone,
    startsOn: on(30),
    endsOn: on(32),
    nominationDeadline: instantAt(on(20), '23:59', zone),
    // No two of them double one another.
    country: countries.next().value ?? 'GH',
    proposedBy: kofi,
    organisation: host,
    ...changes,
  });
  await courses.move(id, ['draft'], 'proposed');
  return id;
}

function* everyCountry(): Generator<string, string> {
  for (;;) yield* ['BO', 'BW', 'CL', 'DZ', 'EC', 'FJ', 'GM', 'IS', 'JM', 'KE', 'LA', 'MW', 'NA', 'OM', 'PY'];
}

const countries = everyCountry();

async function arrange(chapter: Chapter): Promise<{ readonly asked: string; readonly doubled: string }> {
  const { tour } = chapter;
  return tour.arrange(async (records) => {
    await lackPapers(chapter, records);
    await carryRisks(chapter, records);
    await meetTheirDay(chapter, records);
    return { asked: await askMissions(chapter, records), doubled: await double(chapter, records) };
  });
}

/** Each thing that a gate can lack. */
async function lackPapers(chapter: Chapter, records: Records): Promise<void> {
  await propose(chapter, records, 'Without papers');
  const late = await propose(chapter, records, 'Papers to come');
  await write(chapter, records, late, { brief: { from: -9, until: 7 }, assessment: { from: 20, until: 60 } });
  const early = await propose(chapter, records, 'Papers that end');
  await write(chapter, records, early, {
    brief: { from: -40, until: -2 },
    assessment: { from: -9, until: 7 },
  });
  const changed = await propose(chapter, records, 'Changed');
  await write(chapter, records, changed, { brief: lasting, assessment: lasting });
  await approve(records, changed, chapter.vera, 'It helps.');
  await records.courses.edit(changed, { seats: 99 }, ['proposed']);
}

/** More than are listed, all overdue soon, and one that is due in three days. */
async function carryRisks(chapter: Chapter, records: Records): Promise<void> {
  const { tour, on, mona, ama } = chapter;
  const course = await propose(chapter, records, 'With risks');
  const add = (about: string, owner: string, due: string) =>
    records.papers.addRisk(course, {
      risk: tour.wording.text('They are misused.', assessmentLimits.text),
      mitigation: tour.wording.text(about, assessmentLimits.text),
      owner,
      due,
    });
  for (let number = 1; number <= 12; number += 1) await add(`Vet the trainees ${number}`, mona, on(1));
  await add('Brief the trainers', ama, on(3));
}

/** One is approved and waits, one is announced with a brief that will not last, as after new dates. */
async function meetTheirDay(chapter: Chapter, records: Records): Promise<void> {
  const approved = await propose(chapter, records, 'Approved');
  await write(chapter, records, approved, { brief: lasting, assessment: lasting });
  await approve(records, approved, chapter.vera, 'It helps.');
  await moveOn(records, approved, ['gated', 'approved']);
  const held = await propose(chapter, records, 'To be held');
  await write(chapter, records, held, { brief: { from: -30, until: 10 }, assessment: lasting });
  await approve(records, held, chapter.vera, 'It helps.');
  await moveOn(records, held, ['gated', 'approved', 'call-open']);
  await records.people.grant({ person: chapter.ama, role: 'courseManager', scope: held });
}

async function moveOn(records: Records, course: string, steps: readonly CourseState[]): Promise<void> {
  let at: CourseState = 'proposed';
  for (const step of steps) {
    await records.courses.move(course, [at], step, undefined, await standingPass(records, course));
    at = step;
  }
}

async function askMissions(chapter: Chapter, records: Records): Promise<string> {
  const { on, vera } = chapter;
  const course = await propose(chapter, records, 'Asked');
  await write(chapter, records, course, { brief: lasting, assessment: lasting });
  await records.courses.move(course, ['proposed'], 'gated');
  for (const [country, mission] of [
    ['FR', 'embassy'],
    ['GS', 'high-commission'],
  ] as const)
    await records.consultations.ask(course, { country, mission, due: on(5) }, vera);
  return course;
}

/** Two that are on their way, and one that is announced: each proposer sees another part of it. */
async function double(chapter: Chapter, records: Records): Promise<string> {
  const { salma, tour, on } = chapter;
  const alike = { country: 'PE', subject: 'leadership' } as const;
  const guest = await records.people.byId(salma);
  const theirs = { ...alike, proposedBy: salma, organisation: guest?.organisation ?? '' };
  const mine = await propose(chapter, records, 'Doubled', alike);
  await propose(chapter, records, 'Doubling', { ...theirs, startsOn: on(40), endsOn: on(41) });
  const later = { startsOn: on(50), endsOn: on(51) };
  const announced = await propose(chapter, records, 'Announced', { ...theirs, ...later });
  await write(chapter, records, announced, { brief: lasting, assessment: lasting });
  await approve(records, announced, chapter.vera, tour.wording.text('It helps.', 1_000));
  await moveOn(records, announced, ['gated', 'approved', 'call-open']);
  return mine;
}

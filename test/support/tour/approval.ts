// The gate on the tour as people work it: papers, risks, missions, and decisions with everything that keeps somebody from them.
import { assessmentLimits } from '#exchange/assessment.ts';
import { briefLimits } from '#exchange/brief.ts';
import { consultationLimits } from '#exchange/consultation.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { approve, brief, setDocument } from '../gate-papers.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { type Arranged, approver, arrangeCourse, minister, proposal } from './papers.ts';
import type { Traveller } from './traveller.ts';

const zone = 'Africa/Accra';

/** Everybody who works the gate. Days are counted from today. */
interface Gate extends Company {
  readonly tour: Tour;
  /** Whoever holds the office of the head of department, and stands in for the minister. */
  readonly head: Traveller;
  readonly host: { readonly by: string; readonly of: string };
  on(days: number): string;
  /** A proposal of the host, sixty days off, without papers unless they are asked for. */
  propose(about: string, changes?: Partial<Arranged>): Promise<string>;
}

export async function workTheGate(tour: Tour, company: Company): Promise<void> {
  const today = localDate(tour.now(), zone);
  const on = (days: number) => addDays(today, days);
  const host = { by: await tour.person(company.kofi.account), of: company.organisations.host };
  const days = { startsOn: on(60), endsOn: on(62), deadline: on(40), zone, country: 'PE' } as const;
  const gate: Gate = {
    ...company,
    tour,
    head: tour.as(approver, { place: 'slack:T1', channel: 'slack:T1:C00000001' }),
    host,
    on,
    propose: (about, changes = {}) =>
      arrangeCourse(tour, about, { ...host, ...days, documents: 'none', ...changes }),
  };
  const course = await gate.propose('Weighed');
  await writeBrief(gate, course);
  await assess(gate, course);
  await nameRisks(gate, course);
  await askMissions(gate, course);
  await handIn(gate, course);
  await changeEverything(gate, course);
  await decideAnew(gate, course);
  await refuseToWrite(gate);
  await refuseToDecide(gate);
  await hold(gate);
  await lookBack(gate, course);
}

async function writeBrief({ tour, kofi, vera }: Gate, course: string): Promise<void> {
  const { wording } = tour;
  await kofi.runs('approval show');
  await kofi.fills({ course });
  await kofi.presses('approval/brief/start', course);
  await kofi.fills({
    reference: wording.line('IPAB-3', briefLimits.reference),
    counterpart: wording.line('Peruvian police', briefLimits.counterpart),
    kind: 'law-enforcement',
    participants: `Atlantis, ${wording.line('Lemuria', 200)}`,
    priorities: wording.text('Cybercrime first.', briefLimits.text),
    objectives: wording.text('Evidence that stands.', briefLimits.text),
    need: wording.text('Telephones wait unread.', briefLimits.text),
    difficulty: wording.text('Rules on seizure differ.', briefLimits.text),
  });
  await kofi.corrects({ participants: ', ,' });
  await kofi.corrects({ participants: 'Ghana, PE, مصر' });
  await kofi.corrects({ security: 'yes', harm: 'yes', citizens: 'yes', reform: 'yes' });
  await kofi.runs('approval brief', { course });
  await vera.runs('approval show', { course });
  await vera.pressesRoute(`approval/show/submit|${course}`);
}

async function assess({ tour, vera, on }: Gate, course: string): Promise<void> {
  await vera.presses('approval/assess/start', course);
  const reference = tour.wording.line('OSJA-3', assessmentLimits.reference);
  await vera.fills({ reference, grade: 'medium', valid: on(-1) });
  await vera.corrects({ valid: on(500) });
  await vera.corrects({ valid: on(30) });
  await vera.corrects({ valid: on(100) });
  await vera.pressesRoute(`approval/show/submit|${course}`);
}

/** One is done by whoever sees to it, one noted by the coordinator, one taken out. */
async function nameRisks({ tour, vera, kofi, salma, on }: Gate, course: string): Promise<void> {
  const text = (about: string) => tour.wording.text(about, assessmentLimits.text);
  const owner = await tour.person(kofi.account);
  await vera.runs('approval risks');
  await vera.fills({ course });
  await vera.presses('approval/risk-add/start', course);
  await vera.fills({ risk: text('Misuse.'), mitigation: text('A session.'), owner, due: on(-1) });
  await vera.corrects({ due: on(20) });
  for (const about of ['Torture', 'Detention'])
    await vera.runs('approval risk-add', {
      ...{ course, owner, due: on(20) },
      risk: text(about),
      mitigation: text(`Against: ${about}`),
    });
  await tour.deliver();
  await kofi.presses('approval/risks/done');
  await kofi.presses('approval/risks/done');
  const [, second = '', third = ''] = await riskIds(tour, course);
  await salma.pressesRoute(`approval/risks/done|${second}`);
  await vera.runs('approval show', { course });
  await vera.presses('approval/risks/of', course);
  await vera.presses('approval/risks/done', course, second);
  await vera.presses('approval/risks/remove', course, third);
  await vera.presses('approval/risks/remove', course, third);
}

async function riskIds(tour: Tour, course: string): Promise<readonly string[]> {
  return (await tour.arrange(({ papers }) => papers.risks(course))).map(({ id }) => id);
}

async function askMissions({ tour, vera, on }: Gate, course: string): Promise<void> {
  const note = tour.wording.text('With care.', consultationLimits.note);
  await vera.runs('approval consult');
  await vera.fills({ course, country: 'PE', due: on(-1) });
  await vera.corrects({ due: on(10) });
  const views = { EG: 'support', GH: 'concern', NO: 'no-view', PT: 'no-reply' } as const;
  for (const [country, view] of Object.entries(views))
    await vera.runs('approval consult', { course, country, view, note, mission: 'high-commission' });
}

/** Handed in, looked at while a mission is still waited for, and returned. */
async function handIn({ tour, vera, kofi, olga }: Gate, course: string): Promise<void> {
  await olga.runs('approval decide', { course });
  await vera.runs('approval show', { course });
  const submit = vera.sees('approval/show/submit', course);
  await vera.pressesRoute(submit);
  await vera.pressesRoute(submit);
  await kofi.runs('approval show', { course });
  await tour.deliver();
  await olga.runs('approval decide');
  await olga.fills({ course });
  const back = olga.sees('approval/decide/return', course);
  const reasons = tour.wording.text('The need is not shown.', 1_000);
  await olga.pressesRoute(back.replace('/return', '/proceed'));
  await olga.fills({ reasons });
  await olga.pressesRoute(back);
  await olga.fills({});
  await olga.corrects({ reasons });
  await tour.deliver();
}

/** Each part of what was decided on; the risks at first to none. */
async function changeEverything({ tour, vera, otto, kofi, on }: Gate, course: string): Promise<void> {
  const { wording } = tour;
  const by = await tour.person(otto.account);
  const changed = proposal(tour, 'Weighed anew');
  await tour.arrange(async (records) => {
    for (const { id } of await records.papers.risks(course)) await records.papers.removeRisk(course, id);
    await records.courses.edit(
      course,
      {
        ...{ title: changed.title, aims: wording.text('Other aims.', 1_000), subject: 'command' },
        ...{ country: 'BO', online: true, seats: 99, endsOn: on(64) },
      },
      ['proposed'],
    );
    const line = wording.line('IPAB-4', briefLimits.reference);
    const days = { decidedOn: on(-1), validUntil: on(200) };
    await records.papers.writeBrief(course, { ...brief, reference: line, ...days }, by);
    const assessed = { reference: wording.line('OSJA-4', assessmentLimits.reference), ...days };
    await setDocument(records, course, 'assessment', assessed, by, 'high');
  });
  await vera.runs('approval show', { course });
  await vera.runs('approval risk-add', {
    course,
    risk: wording.text('Another.', assessmentLimits.text),
    mitigation: wording.text('Seen to.', assessmentLimits.text),
    owner: await tour.person(kofi.account),
    due: on(20),
  });
}

/** By whoever stands in for the minister, when the last mission has answered; and then it is graded anew. */
async function decideAnew(gate: Gate, course: string): Promise<void> {
  const { tour, vera, olga, head, on } = gate;
  const reasons = tour.wording.text('It does more good than harm.', 1_000);
  await vera.runs('approval show', { course });
  await vera.presses('approval/show/submit', course);
  await head.runs('approval decide', { course });
  const office = { role: 'approver', scope: 'minister' } as const;
  const holders = await tour.arrange(({ people }) => people.withRole(office.role, office.scope, tour.now()));
  await tour.arrange(async ({ people }) => {
    for (const { id } of holders) await people.revoke({ person: id, ...office });
  });
  await vera.runs('approval show', { course });
  await tour.arrange(async (records) => {
    const { people, deputies } = records;
    for (const { id } of holders) await people.grant({ person: id, ...office });
    await deputies.name({
      ...{ principal: await personIn(records, minister), deputy: await personIn(records, approver) },
      ...{ role: undefined, scope: undefined, zone },
      ...{ from: tour.now() - 1, until: tour.now() + 86_400_000 },
    });
  });
  await vera.runs('approval consult', { course, country: 'PE', view: 'no-view' });
  await tour.deliver();
  await head.runs('approval decide', { course });
  await head.presses('approval/decide/proceed', course);
  await head.fills({ reasons });
  await tour.deliver();
  await olga.runs('approval show', { course });
  const reference = tour.wording.line('OSJA-5', assessmentLimits.reference);
  await vera.runs('approval assess', { course, reference, grade: 'low', valid: on(90) });
  await tour.deliver();
  const waiting = head.sees('approval/decide/decline', course);
  await vera.runs('approval assess', { course, reference, grade: 'low', valid: on(91) });
  await head.pressesRoute(waiting);
  await head.fills({ reasons });
  await head.presses('approval/decide/proceed', course);
  await head.fills({ reasons });
  await vera.runs('approval assess', { course, reference, grade: 'low', valid: on(92) });
  await tour.deliver();
}

/** A brief of others, a course that is over, and one with as many risks as there may be. */
async function refuseToWrite({ tour, vera, kofi, salma, host, on, propose }: Gate): Promise<void> {
  const announced = await propose('Announced by others', { state: 'call-open', documents: 'in force' });
  await salma.runs('approval brief', { course: announced });
  const declined = await propose('Declined at the gate', { state: 'declined' });
  await kofi.runs('approval brief', { course: declined });
  await vera.pressesRoute('approval/show/of|crs_none');
  const risky = await propose('Risky');
  await vera.runs('approval history', { course: risky });
  const risk = { risk: 'Misuse', mitigation: 'A session', owner: host.by, due: on(20) };
  await tour.arrange(async ({ papers }) => {
    for (let number = 1; number <= assessmentLimits.risks; number += 1) await papers.addRisk(risky, risk);
  });
  await vera.runs('approval risk-add', { course: risky, ...risk });
  await vera.runs('approval risks', { course: risky });
}

/** Papers that are not in force, and whoever has proposed or assessed. */
async function refuseToDecide(gate: Gate): Promise<void> {
  const { tour, head, olga, kofi, salma, on, propose } = gate;
  const own = { by: await tour.person(approver), of: gate.organisations.hub, state: 'gated' } as const;
  const lasting = [on(-9), on(90)] as const;
  const proposed = await propose('Own proposal', own);
  await tour.arrange((records) => setDocument(records, proposed, 'brief', days(lasting), own.by));
  await tour.arrange((records) => setDocument(records, proposed, 'assessment', days(lasting), gate.host.by));
  const assessed = await propose('Own assessment', { state: 'gated' });
  await tour.arrange((records) => setDocument(records, assessed, 'brief', days(lasting), own.by));
  await tour.arrange((records) => setDocument(records, assessed, 'assessment', days(lasting), own.by));
  for (const course of [proposed, assessed]) await head.runs('approval decide', { course });

  const wrong = [
    [on(-9), on(-1)],
    [on(9), on(90)],
    [on(-9), on(30)],
  ] as const;
  for (const [at, span] of wrong.entries())
    for (const [briefSpan, assessmentSpan] of [
      [span, lasting],
      [lasting, span],
    ] as const) {
      const course = await propose(`Not in force ${at}`, { state: 'gated' });
      await tour.arrange(async (records) => {
        await setDocument(records, course, 'brief', days(briefSpan), gate.host.by);
        await setDocument(records, course, 'assessment', days(assessmentSpan), gate.host.by);
      });
      await kofi.runs('approval show', { course });
      await olga.runs('approval decide', { course });
      await olga.presses('approval/decide/proceed', course);
      await olga.fills({ reasons: tour.wording.text('Because.', 1_000) });
    }
  await salma.pressesRoute(`approval/show/of|${proposed}`);
}

function days([decidedOn, validUntil]: readonly [string, string]) {
  return { decidedOn, validUntil };
}

/** A published course of which the approval is taken back, or ends with a change, is held. */
async function hold({ tour, vera, salma, olga, propose }: Gate): Promise<void> {
  const opened = { state: 'call-open', documents: 'in force' } as const;
  const course = await propose('Opened', opened);
  await salma.runs('approval show', { course });
  await olga.runs('approval decide', { course });
  await olga.presses('approval/decide/decline', course);
  await olga.fills({ reasons: tour.wording.text('No longer.', 1_000) });
  const changed = await propose('Opened and changed', opened);
  await vera.runs('approval brief', { course: changed });
  await vera.fills({ need: tour.wording.text('Another need.', briefLimits.text) });
  await tour.deliver();
}

/** Every decision, one of more than are shown, and what one of them was about. */
async function lookBack({ tour, vera, olga, propose }: Gate, course: string): Promise<void> {
  await vera.runs('approval history');
  await vera.fills({ course });
  await vera.presses('approval/history/content', course);
  await vera.pressesRoute(`approval/history/content|${course}|999`);
  const often = await propose('Decided on often', { state: 'gated', documents: 'in force' });
  const by = await tour.person(olga.account);
  for (let number = 1; number <= 11; number += 1)
    await tour.arrange((records) => approve(records, often, by, `It helps ${number}.`));
  await olga.runs('approval history', { course: often });
}

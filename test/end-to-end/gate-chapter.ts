// The gate by commands: a brief, an assessment and two missions, somebody who decides, and nothing that goes on without them.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { type Cast, names, speaksArabic, takesIn } from './cast.ts';
import { title } from './course-chapter.ts';
import { hears, isAskedAgain } from './hearing.ts';
import { organisationNames } from './layouts.ts';
import { said } from './said.ts';
import type { Actor, World } from './world.ts';

/** Approving authorities of the hub: head of department, and in Arabic the minister. */
export type Deciders = Readonly<Record<'greta' | 'max', Actor>>;

const brief = {
  counterpart: 'Ghana Police Service',
  kind: 'law-enforcement agency',
  participants: 'Ghana, Morocco',
  priorities: 'Cybercrime across borders.',
  objectives: 'First responders who keep evidence whole.',
  need: 'Seized telephones reach the laboratory too late.',
  harm: true,
  difficulty: 'Rules on seizure differ between the two countries.',
} as const;

export async function namesWhoDecides(world: World, { nadia }: Cast): Promise<Deciders> {
  const greta = await world.actor('Greta', 'hub');
  const max = await world.actor('Max', 'hub', { speaks: 'ar' });
  for (const [who, office] of [
    [greta, 'head-of-department'],
    [max, 'minister'],
  ] as const) {
    await takesIn(nadia, who, 'manager');
    await nadia.runs('exchange role-give', {
      member: `${who.person.name} · ${names.hub}`,
      role: 'approver',
      office,
    });
    await nadia.person.waitsFor(`${who.person.name} holds this role now: Approving authority`);
  }
  await speaksArabic(max);
  return { greta, max };
}

/** From a proposal to an approved course; returned once, and once graded anew. */
export async function passesTheGate(world: World, cast: Cast, deciders: Deciders): Promise<void> {
  const { ama, nadia } = cast;
  const { greta, max } = deciders;
  await nadia.runs('course publish', { course: title });
  await nadia.person.waitsFor(`“${title}” cannot be published`);

  await writesTheBrief(world, ama);
  await assesses(cast);
  await greta.runs('approval decide', { course: title });
  await greta.person.waitsFor(`“${title}” cannot be decided on yet`);
  await handsIn(nadia);
  await isNotDecidedByOthers(cast, max);

  await decides(greta, 'return', 'The need is not shown. Whose telephones?');
  const returned = await hears(ama, `“${title}” has been decided on. Its state is now: Proposed.`);
  expect(returned).toContain('Whose telephones?');
  await ama.runs('approval brief', { course: title });
  await formBefore(ama.person);
  await fillsPages(ama.person, { need: 'Telephones seized by patrols wait for eleven weeks.' });
  await ama.person.waitsFor(`The brief of “${title}” is kept.`);
  await handsIn(nadia);
  const asked = await hears(greta, '1 thing has changed since the last decision:');
  expect(asked).toContain(
    'Need: Telephones seized by patrols wait for eleven weeks. (was: Seized telephones reach',
  );
  await decides(greta, 'proceed', 'The need is shown.');
  await hears(ama, `“${title}” has been decided on. Its state is now: Approved.`);

  // A higher grade ends the approval, and it is for another office to give a new one.
  await nadia.runs('approval assess', {
    course: title,
    reference: 'OSJA-2027-014',
    grade: 'high',
    valid: '2027-06-30',
  });
  await nadia.person.waitsFor('The decision is now for: minister.');
  await hears(greta, `“${title}” has been changed in what was approved.`);
  await nadia.runs('course publish', { course: title });
  await nadia.person.waitsFor('What was approved has been changed since, so the approval no longer stands.');
  await greta.person.presses('Proceed', `At the gate: ${title}`);
  await greta.person.waitsFor(`“${title}” has the grade high, and this grade is decided by the minister.`);

  await decides(max, 'proceed', 'المخاطر معروفة، والتدابير كافية.');
  expect(await hears(nadia, 'المخاطر معروفة')).toContain(`“${title}” has been decided on: Proceed.`);
}

/** Begun, left half-way, and taken up after a restart. */
async function writesTheBrief(world: World, { runs, person }: Actor): Promise<void> {
  await runs('approval brief', { course: title, reference: 'IPAB-2027-014' });
  const begun = await formBefore(person);
  const { counterpart, kind, participants, ...others } = brief;
  const isPaged = !begun.fields.some((field) => field.name === 'need');
  if (isPaged) await person.fills({ counterpart, kind, participants });
  await world.restart();

  await runs('my tasks');
  const draft = 'An unfinished form of /approval brief';
  await person.waitsFor(draft);
  await person.presses('Go on', draft);
  const resumed = await formBefore(person);
  const reference = resumed.fields.find((field) => field.name === 'reference');
  expect(reference?.filled).toBe('IPAB-2027-014');
  await fillsPages(person, isPaged ? others : brief);
  await person.waitsFor(`The brief of “${title}” is kept. 2 missions are asked for their views.`);
}

/** A day that is too early is mended in place; a risk, and what is done about it; two missions. */
async function assesses({ ama, nadia }: Cast): Promise<void> {
  const assessment = { reference: 'OSJA-2027-014', grade: 'low', valid: '2027-02-01' };
  await nadia.runs('approval assess', { course: title, ...assessment });
  await isAskedAgain(nadia, 'It would end on 1 February 2027, before the course begins on 1 March 2027.');
  await formBefore(nadia.person);
  await nadia.person.fills({ valid: '2027-12-31' });
  await nadia.person.waitsFor('Its grade is low, so the decision is for: head of department.');

  await nadia.runs('approval risk-add', {
    course: title,
    risk: 'What is learned could be used against journalists.',
    mitigation: 'A session on privacy.',
    owner: `Ama · ${names.accra}`,
    due: '2027-02-15',
  });
  await nadia.person.waitsFor(`The risk is added to the assessment of “${title}”`);
  await hears(ama, 'You see to this in the preparation of a course: A session on privacy.');
  await ama.person.presses('It is done', 'A session on privacy.');
  await ama.person.waitsFor('The mitigation is noted as done.');

  await nadia.runs('approval consult', { course: title, country: 'Ghana', view: 'support' });
  await nadia.person.waitsFor('Ghana: its view is kept: Support.');
  await nadia.runs('approval consult', { course: title, country: 'Morocco', view: 'no-view' });
  await nadia.person.waitsFor('Morocco: its view is kept: No view.');
}

async function handsIn({ runs, person }: Actor): Promise<void> {
  await runs('approval show', { course: title });
  await person.waitsFor('The papers are complete.');
  await person.presses('Hand in for a decision', `At the gate: ${title}`);
  await person.waitsFor(`The papers of “${title}” are handed in. 1 person is asked to decide.`);
}

/** Each is told the rule, and who can. */
async function isNotDecidedByOthers({ ama, nadia }: Cast, minister: Actor): Promise<void> {
  for (const other of [ama, nadia]) {
    await other.runs('approval decide', { course: title });
    await other.person.waitsFor('/approval decide is for: Approving authority.');
  }
  await minister.runs('approval decide', { course: title });
  const rule = said('approval', 'decide.other-office', 'ar', {
    title: { value: title },
    grade: said('house', 'grade.low', 'ar'),
    office: said('house', 'office.head-of-department', 'ar'),
  });
  await minister.person.waitsFor(rule);
}

/** From the message that asks for it, with its buttons. */
async function decides(
  who: Actor,
  verdict: 'proceed' | 'return',
  reasons: string,
  on = said('approval', 'told.waiting', who.speaks, { title: { value: title } }),
): Promise<void> {
  const { person, speaks } = who;
  const facts = { title: { value: title } };
  await hears(who, on);
  await person.presses(said('approval', `button.${verdict}`, speaks), on);
  await formBefore(person);
  await person.fills({ reasons });
  const named = said('approval', `verdict.${verdict}`, speaks);
  await person.waitsFor(
    said('approval', 'decide.done', speaks, { ...facts, verdict: named, count: 2 }).split(named)[0] ?? '',
  );
}

/** A change of what was approved holds the published course, for whoever reads its card, until it is approved anew. */
export async function holdsAndResumes(
  world: World,
  { ama, nadia, kojo, salma }: Cast,
  { max }: Deciders,
): Promise<void> {
  const aims = 'To seize, keep and present digital evidence, also of servers abroad.';
  await ama.runs('course edit', { course: title, aims });
  await ama.person.waitsFor(`“${title}” has been changed.`);
  await hears(nadia, `“${title}” has been changed in what was approved.`);
  await world.settles();
  const readers = { hub: nadia, accra: kojo, rabat: salma } as const;
  for (const name of organisationNames) {
    const { person, seat, speaks } = readers[name];
    await person.waitsFor(said('course', 'card.onHold', speaks), seat.announcements);
  }

  const voided = said('approval', 'told.voided', 'ar', { title: { value: title } });
  await hears(max, voided);
  await max.person.presses(said('approval', 'button.look', 'ar'), voided);
  const changed = said('approval', 'difference.heading', 'ar', { count: 1 });
  await max.person.waitsFor(changed);
  await decides(max, 'proceed', 'لا خطر جديد.', changed);
  await nadia.runs('course publish', { course: title });
  await nadia.person.waitsFor(`Preview: ${title}`);
  await nadia.person.presses('Resume', `Preview: ${title}`);
  await nadia.person.waitsFor(`“${title}” goes on.`);
  await world.settles();
  for (const name of organisationNames) {
    const { person, seat, speaks } = readers[name];
    const card = await person.waitsFor(title, seat.announcements);
    expect(card).not.toContain(said('course', 'card.onHold', speaks));
  }
}

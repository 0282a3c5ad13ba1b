// Who may come, on the tour: criteria with all that can be wrong, every rule failed and met, vettings, waivers, proofs, reminders.
import { type Criteria, criteriaLimits, noCriteria } from '#exchange/eligibility.ts';
import type { NewNomination } from '#store/records/nominations.ts';
import { standingPass } from '../gate-papers.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { type Arranged, approver, arrangeCourse, minister, nominee } from './papers.ts';

interface Stage {
  readonly tour: Tour;
  readonly company: Company;
  readonly host: { readonly by: string; readonly of: string };
}

export async function decideWhoMayCome(tour: Tour, company: Company): Promise<void> {
  const by = await tour.person(company.kofi.account);
  const stage: Stage = { tour, company, host: { by, of: company.organisations.host } };
  await setCriteria(stage);
  await tellProfiles(stage);
  await failEveryRule(stage);
  await recordVettings(stage);
  await askForWaivers(stage);
  await hideWithheld(stage);
}

const untouched = { vetting: 'none', oncePerPerson: 'yes', coolingOff: 'yes', partnerAgencies: 'yes' };

async function courseOf({ tour, host }: Stage, about: string, arranged: Partial<Arranged> = {}) {
  return arrangeCourse(tour, about, {
    ...host,
    state: 'call-open',
    startsOn: '2027-06-07',
    endsOn: '2027-06-18',
    deadline: '2027-05-01',
    ...arranged,
  });
}

function ask({ tour, host }: Stage, course: string, criteria: Partial<Criteria>): Promise<void> {
  return tour.arrange((records) => records.criteria.set(course, { ...noCriteria, ...criteria }, host.by));
}

/** Somebody new of the host, nominated as is said; agreed and released unless something else is. */
async function nominate(
  { tour, host }: Stage,
  course: string,
  about: string,
  changes: Partial<NewNomination> = {},
): Promise<{ readonly id: string; readonly person: string }> {
  const name = tour.wording.line(about, 80);
  return tour.arrange(async (records) => {
    const person = await records.people.add({ name, organisation: host.of, membership: 'confirmed' });
    const { id } = await records.nominations.add({
      course,
      nominee: person.id,
      organisation: host.of,
      nominatedBy: host.by,
      ...nominee(tour),
      state: 'submitted',
      consent: 'given',
      release: 'given',
      ...changes,
    });
    return { id, person: person.id };
  });
}

async function setCriteria(stage: Stage): Promise<void> {
  const { tour, company } = stage;
  const { kofi, salma } = company;
  const course = await courseOf(stage, 'Asked for');
  const { document, documents } = criteriaLimits;
  const names = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      tour.wording.line(`Paper ${at}`, 30).replaceAll(/[,;،؛\n]/g, ' '),
    );
  await kofi.runs('course criteria');
  await kofi.fills({ course, languageRequired: 'no', ...untouched });
  await kofi.presses('course/criteria/start', course);
  await kofi.fills({
    sectors: 'police 10, customs',
    countries: 'Ghana, Egypt',
    minYears: 3,
    languageRequired: 'yes',
    prerequisite: tour.wording.line('ICIP', 40),
    vetting: 'person-and-unit',
    documents: names(2).join('\n'),
    oncePerPerson: 'no',
    coolingOff: 'no',
    partnerAgencies: 'yes',
    visaLeadDays: 30,
    lastJoinOn: '2027-06-08',
  });
  const all = { course, languageRequired: 'no', ...untouched };
  await kofi.runs('course criteria', {
    ...all,
    vetting: 'person',
    partnerAgencies: 'no',
    countries: 'Ghana',
  });
  for (const wrong of [
    { sectors: 'plumbers' },
    { countries: 'Atlantis' },
    { documents: names(documents + 1).join('\n') },
    { documents: 'x'.repeat(document + 1) },
    { lastJoinOn: '2027-12-01' },
  ])
    await kofi.runs('course criteria', { ...all, ...wrong });
  await salma.runs('course criteria', { course });
  await kofi.runs('course show', { course });
}

async function tellProfiles({ tour, company }: Stage): Promise<void> {
  const { kofi, ama } = company;
  const said = { sector: 'police', languages: 'en, fr' };
  const person = await tour.person(ama.account);
  await kofi.runs('nominate profile');
  await kofi.fills({ ofWhom: person, ...said, gender: 'woman' });
  await ama.runs('nominate profile', { ...said, gender: 'unsaid' });
  await ama.runs('nominate profile', { ...said, gender: 'man' });
  const earlier = { earlierTitle: tour.wording.line('Abroad', 100), earlierDays: 20 };
  await kofi.runs('nominate profile', { ofWhom: person, ...said, ...earlier });
  await kofi.runs('nominate profile', { ofWhom: person, ...said, ...earlier, earlierEnd: '2030-01-01' });
  await kofi.runs('nominate profile', { ofWhom: person, ...said, ...earlier, earlierEnd: '2025-01-01' });
  await kofi.presses('nominate/profile/retract', person);
  await kofi.runs('nominate profile', { ...said, languages: 'Klingon' });
  // For whoever reads what is held about them.
  const manager = await tour.person(company.mona.account);
  await kofi.runs('nominate profile', {
    ofWhom: manager,
    ...said,
    gender: 'woman',
    ...earlier,
    earlierEnd: '2025-01-01',
  });
  const vetting = { state: 'clear', validUntil: '2028-01-01' } as const;
  await tour.arrange((records) => records.vettings.record({ person: manager }, vetting, person));
  await ama.pressesRoute(`nominate/profile/retract|${await tour.person(kofi.account)}|ear-none`);
  await ama.runs('nominate profile', { ...said, ofWhom: await tour.person('practice:ben') });
}

/** One nominee for each rule that can stand against somebody, and one against whom nothing does. */
async function failEveryRule(stage: Stage): Promise<void> {
  const { tour, company, host } = stage;
  const { kofi, vera, olga } = company;
  const course = await courseOf(stage, 'Strict', { country: 'AR' });
  const documents = [tour.wording.line('Passport', 40), tour.wording.line('Medical', 40)];
  await ask(stage, course, {
    sectors: ['police', 'judiciary'],
    sectorTargets: { police: 10 },
    countries: ['EG'],
    minYears: 9,
    languageRequired: true,
    prerequisite: tour.wording.line('ICIP', 40),
    documents,
  });
  const bare = await nominate(stage, course, 'Bare', { consent: null, release: null });
  const asked = await nominate(stage, course, 'Asked', { consent: 'asked', release: 'asked' });
  const refused = await nominate(stage, course, 'Refused', { consent: 'refused', release: 'refused' });
  await tour.arrange(async (records) => {
    const wrong = { sector: 'customs', gender: undefined, languages: ['ar'] } as const;
    for (const { person } of [asked, refused]) await records.profiles.set({ person, ...wrong }, host.by);
    if (tour.language === 'ar')
      await records.profiles.set({ person: asked.person, ...wrong, languages: ['en'] }, host.by);
    await records.evidence.declare(
      { person: asked.person, title: tour.wording.line('Abroad', 100), days: 20, endsOn: '2026-06-01' },
      host.by,
    );
    // The same course, by its own title, in another year.
    const row = await records.courses.byId(course);
    const before = { title: row?.title ?? '', days: 5, endsOn: '2019-05-03' };
    await records.evidence.declare({ person: refused.person, ...before }, host.by);
  });
  for (const { id } of [bare, asked, refused]) await vera.pressesRoute(`nominate/check/one|${id}`);
  await kofi.pressesRoute(`nominate/check/one|${asked.id}`);
  await kofi.presses('nominate/profile/start', asked.person);
  await vera.runs('nominate accept', { nomination: asked.id });
  await olga.pressesRoute('nominate/check/one|nom_none');

  const open = await courseOf(stage, 'Easy', { startsOn: '2027-07-05', endsOn: '2027-07-06', online: true });
  const fine = await nominate(stage, open, 'Fine');
  for (let number = 1; number <= 6; number += 1) await nominate(stage, open, `Fine ${number}`);
  await vera.runs('nominate check');
  await vera.fills({ course: open });
  await vera.presses('nominate/check/more', open);
  await vera.presses('nominate/check/more', open);
  await vera.pressesRoute(`nominate/check/one|${fine.id}`);
  await vera.pressesRoute(`nominate/list/one|${fine.id}`);
  await vera.presses('nominate/check/one', fine.id);
  await kofi.runs('nominate check', { course: open, subject: await tour.person('practice:ben') });
  await kofi.runs('nominate check', { course: open, subject: await tour.person(vera.account) });
  const nobody = await courseOf(stage, 'Nobody yet');
  await kofi.pressesRoute(`nominate/check/of|${nobody}`);
  await vera.pressesRoute(`nominate/check/of|${course}`);

  await kofi.runs('nominate documents', { nomination: fine.id });
  await kofi.runs('nominate documents');
  await kofi.fills({ nomination: asked.id });
  await kofi.presses('nominate/documents/tick', `${asked.id}|0|yes`);
  await kofi.presses('nominate/documents/tick', `${asked.id}|0|no`);
  await kofi.presses('nominate/documents/tick', `${asked.id}|proof|yes`);
  await vera.pressesRoute(`nominate/check/one|${bare.id}`);
  await vera.presses('nominate/documents/of', bare.id);
}

async function recordVettings(stage: Stage): Promise<void> {
  const { tour, company, host } = stage;
  const { vera, kofi } = company;
  const course = await courseOf(stage, 'Vetted');
  await ask(stage, course, { vetting: 'person-and-unit' });
  const one = await nominate(stage, course, 'To be vetted', { unit: 'CID' });
  const look = () => vera.pressesRoute(`nominate/check/one|${one.id}`);
  await look();
  await vera.presses('nominate/vet/start', one.person);
  await vera.fills({ vettingState: 'pending' });
  const person = { subject: one.person };
  const unit = { organisation: host.of, vettedUnit: tour.wording.line('Sniffer dogs', 100) };
  await look();
  await vera.runs('nominate vet', { ...person, vettingState: 'clear', validUntil: '2027-05-01' });
  await look();
  await vera.runs('nominate vet', { ...unit, vettingState: 'not-required' });
  for (const wrong of [
    { vettingState: 'refused', validUntil: '2027-05-01', ...person },
    { vettingState: 'clear', validUntil: '2026-12-01', ...person },
    { vettingState: 'clear', ...person, ...unit },
    { vettingState: 'clear' },
    { vettingState: 'clear', organisation: host.of },
    { vettingState: 'clear', subject: await tour.person(vera.account) },
  ])
    await vera.runs('nominate vet', wrong);
  // A seat, and then a refusal: told to coordinator and liaison officer, with what they can do.
  await vera.runs('nominate vet', { ...person, vettingState: 'clear' });
  await vera.runs('nominate vet', { organisation: host.of, vettedUnit: 'CID', vettingState: 'clear' });
  await tour.arrange(async (records) =>
    records.nominations.grantSeat(one.id, await standingPass(records, course)),
  );
  const other = await nominate(stage, course, 'Barred in time', { unit: 'CID' });
  await vera.runs('nominate vet', { ...person, vettingState: 'refused' });
  await look();
  await vera.runs('nominate vet', { subject: other.person, vettingState: 'refused' });
  await tour.deliver();
  await vera.runs('nominate vet', { subject: other.person, vettingState: 'clear' });
  await tour.deliver();
  await kofi.presses('nominate/check/one', other.id);
  await vera.runs('nominate vet', { subject: other.person, vettingState: 'clear', validUntil: '2027-05-20' });
}

async function askForWaivers(stage: Stage): Promise<void> {
  const { tour, company, host } = stage;
  const { kofi, vera } = company;
  const aria = tour.as(approver);
  const course = await courseOf(stage, 'Waived');
  await ask(stage, course, { minYears: 30, languageRequired: true });
  const person = await tour.person('practice:ben');
  await kofi.runs('nominate add', { course, person, ...nominee(tour) });
  await kofi.corrects({ asksWaiver: 'yes' });
  const [nomination] = await tour.arrange((records) => records.nominations.list({ course }));
  const id = nomination?.id ?? '';
  await tour.deliver();
  await tour.as(minister).pressesRoute(`nominate/waive/start|${id}|experience`);
  await aria.presses('nominate/waive/start', id);
  await aria.fills({ waiverReason: tour.wording.text('She leads the unit.', criteriaLimits.waiver) });
  await aria.pressesRoute(`nominate/waive/start|${id}|experience`);
  await aria.pressesRoute(`nominate/waive/start|${id}|overlap`);
  await tour.deliver();
  await kofi.presses('nominate/check/one', id);
  await vera.pressesRoute(`nominate/check/of|${course}`);

  const own = await nominate(stage, course, 'Nominated by the approver', {
    nominatedBy: await tour.person(approver),
  });
  await vera.pressesRoute(`nominate/check/one|${own.id}`);
  await vera.presses('nominate/waive/ask', `${own.id}|experience`);
  await aria.runs('nominate waive');
  await aria.fills({ waiver: `${own.id}/experience`, waiverReason: 'No.' });
  // What has been met meanwhile needs no waiver.
  await ask(stage, course, {});
  await aria.pressesRoute(`nominate/waive/start|${own.id}|experience`);
  const met = await nominate(stage, course, 'Met meanwhile');
  await tour.arrange((records) =>
    records.waivers.ask({ nomination: met.id, rule: 'language', askedBy: host.by }),
  );
  await aria.pressesRoute(`nominate/waive/start|${met.id}|language`);
}

/** What stands against somebody decides all the same, and is named by nothing. */
async function hideWithheld(stage: Stage): Promise<void> {
  const { tour, company } = stage;
  const { organisations, kofi } = company;
  const days = { startsOn: '2027-09-06', endsOn: '2027-09-10', deadline: '2027-08-01' };
  const asked = await courseOf(stage, 'Open to see', { ...days, country: 'AR' });
  const later = await courseOf(stage, 'Later abroad', {
    ...days,
    startsOn: '2027-10-04',
    endsOn: '2027-10-08',
    country: 'AR',
  });
  const title = (await tour.arrange((records) => records.courses.byId(later)))?.title ?? '';
  const secret = await arrangeCourse(tour, 'Not to be seen', {
    by: await tour.person(company.salma.account),
    of: organisations.guest,
    state: 'call-open',
    ...days,
    country: 'AR',
    title,
  });
  const name = tour.wording.line('Went over', 80);
  const person = await tour.arrange(async (records) => {
    const { id } = await records.people.add({
      name,
      organisation: organisations.guest,
      membership: 'confirmed',
    });
    const nomination = await records.nominations.add({
      course: secret,
      nominee: id,
      organisation: organisations.guest,
      nominatedBy: await personIn(records, company.salma.account),
      ...nominee(tour),
      state: 'submitted',
    });
    await records.nominations.grantSeat(nomination.id, await standingPass(records, secret));
    await records.courses.withhold(secret, ['counter-terrorism']);
    await records.people.change(id, { organisation: organisations.host });
    return id;
  });
  for (const course of [asked, later]) await kofi.runs('nominate check', { course, subject: person });
}

/** What the calendar brings: a proof that is missing, a vetting that ends, a seat that has lost its ground. */
export async function remindOfEligibility(tour: Tour, company: Company): Promise<void> {
  const by = await tour.person(company.kofi.account);
  const stage: Stage = { tour, company, host: { by, of: company.organisations.host } };
  const now = Temporal.Instant.fromEpochMilliseconds(tour.now()).toZonedDateTimeISO('UTC').toPlainDate();
  const startsOn = now.add({ days: 15 }).toString();
  const endsOn = now.add({ days: 16 }).toString();
  const days = { startsOn, endsOn, deadline: now.add({ days: 10 }).toString() };
  const course = await courseOf(stage, 'Chased', days);
  await ask(stage, course, { prerequisite: tour.wording.line('ICIP', 40), vetting: 'person' });
  const one = await nominate(stage, course, 'Has proved nothing');
  await tour.arrange(async (records) => {
    await records.people.link('practice:unproved', one.person, tour.wording.line('Unproved', 80));
    await records.vettings.record(
      { person: one.person },
      { state: 'clear', validUntil: now.add({ days: 10 }).toString() },
      by,
    );
  });
  const seated = await nominate(stage, course, 'Sits there');
  await tour.arrange(async (records) => {
    await records.nominations.grantSeat(seated.id, await standingPass(records, course));
    await records.vettings.record({ person: seated.person }, { state: 'refused', validUntil: undefined }, by);
  });
  await tour.at(`${now.add({ days: 2 }).toString()}T12:00:00Z`);
}

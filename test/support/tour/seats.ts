// Seats on the tour: rules, weights, plans with all their grounds, moved seats, confirmations, refusals, the ledger.
import type { AccountId } from '#exchange/people.ts';
import type { Gender, Sector } from '#exchange/profile.ts';
import type { NewNomination } from '#store/records/nominations.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { type Arranged, arrangeCourse, arrangeNomination, nominee } from './papers.ts';

/** Organisations without people of their own, so that a plan has more than a page of them. */
const newcomers = 8;
/** A ledger has more than a page then. */
const more = 12;

interface Scene {
  readonly tour: Tour;
  readonly company: Company;
  /** Whoever nominates, by id. */
  readonly by: string;
  readonly host: Pick<Arranged, 'by' | 'of'>;
  readonly organisations: readonly string[];
}

export async function shareSeats(tour: Tour, company: Company): Promise<void> {
  const by = await tour.person(company.kofi.account);
  const organisations = await arrangeOrganisations(tour, 'Newcomer', newcomers);
  const scene = { tour, company, by, host: { by, of: company.organisations.host }, organisations };
  await setRules(scene);
  await weigh(scene);
  await planByLot(scene);
  await planByRules(scene);
  await planByFloor(scene);
  await refusePlans(scene);
  await refuseConfirming(scene);
  await lookAtLedger(scene);
}

/** Everybody has seen their lists of organisations by then. */
export async function turnLedger(tour: Tour, { vera }: Company): Promise<void> {
  await arrangeOrganisations(tour, 'Latecomer', more);
  await vera.runs('seats ledger');
  await vera.presses('seats/ledger/page', '15');
  await vera.presses('seats/ledger/page', '|0');
}

async function arrangeOrganisations(tour: Tour, name: string, count: number): Promise<readonly string[]> {
  return tour.arrange(async (records) => {
    const ids: string[] = [];
    for (let number = 1; number <= count; number += 1) {
      const { id } = await records.organisations.add({
        name: tour.wording.line(`${name} ${number}`, 80),
        country: 'GH',
        language: tour.language,
        zone: 'Africa/Accra',
        hub: false,
      });
      ids.push(id);
    }
    return ids;
  });
}

interface Nominated extends Partial<Pick<NewNomination, 'consent' | 'nominatedBy' | 'priority'>> {
  readonly account?: AccountId;
  readonly gender?: Gender;
  readonly sector?: Sector;
}

let people = 0;

/** Somebody new of this organisation, nominated for the course. */
async function nominated(
  { tour, by }: Scene,
  course: string,
  organisation: string,
  { account, gender, sector, ...facts }: Nominated = {},
): Promise<string> {
  return tour.arrange(async (records) => {
    people += 1;
    const name = tour.wording.line(`Candidate ${people}`, 80);
    const { id } = await records.people.add({ name, organisation, membership: 'confirmed' });
    if (account !== undefined) await records.people.link(account, id, name);
    if (gender !== undefined || sector !== undefined)
      await records.profiles.set({ person: id, gender, sector, languages: [] }, by);
    const added = await records.nominations.add({
      course,
      nominee: id,
      organisation,
      nominatedBy: by,
      ...nominee(tour),
      state: 'submitted',
      consent: 'given',
      release: 'given',
      ...facts,
    });
    return added.id;
  });
}

async function closed(scene: Scene, about: string, changes: Partial<Arranged> = {}): Promise<string> {
  return arrangeCourse(scene.tour, about, { ...scene.host, state: 'call-closed', ...changes });
}

async function setRules(scene: Scene): Promise<void> {
  const { vera, kofi } = scene.company;
  const open = await arrangeCourse(scene.tour, 'With rules', { ...scene.host, state: 'call-open', seats: 4 });
  const none = { course: open, cap: 0, floor: false, women: 0, underServed: 0 };
  await scene.tour.arrange((records) => records.seatRules.draw(open));
  await vera.runs('seats rules');
  await vera.fills(none);
  await vera.runs('course show', { course: open });
  await vera.presses('seats/rules/start', open);
  await vera.fills({ ...none, sectorSeats: 1 });
  await vera.corrects({ sector: 'judiciary', sectorSeats: '' });
  await vera.runs('seats rules', { ...none, sector: 'customs' });
  await vera.runs('seats rules', { ...none, women: 9 });
  await vera.runs('seats rules', { course: open, cap: 2, floor: true, women: 1, underServed: 1 });
  await vera.runs('seats rules', { course: open, sector: 'judiciary', sectorSeats: 1 });
  await kofi.runs('course show', { course: open });
  await vera.runs('seats propose', { course: open });
  const late = await closed(scene, 'Rules too late');
  await vera.runs('seats rules', { course: late, cap: 1 });
  await vera.runs('course show', { course: late });
  await vera.runs('seats propose');
  await vera.runs('seats confirm');
  await vera.pressesRoute('seats/rules/start|crs_none');
}

async function weigh({ company: { vera }, organisations }: Scene): Promise<void> {
  const [organisation = ''] = organisations;
  await vera.runs('seats weight');
  await vera.fills({ organisation, weight: 9 });
  await vera.runs('seats weight', { organisation, weight: 9 });
}

/** One large organisation and seven small ones, of which the lot leaves some out. */
async function planByLot(scene: Scene): Promise<void> {
  const { vera, olga } = scene.company;
  const course = await closed(scene, 'By lot', { seats: 8 });
  const [large = '', ...small] = scene.organisations;
  for (let number = 0; number < 25; number += 1) await nominated(scene, course, large);
  for (const organisation of small) await nominated(scene, course, organisation);
  await vera.runs('seats propose', { course });
  await vera.presses('seats/propose/plan', '|6');
  await vera.presses('seats/propose/plan', '|0');
  await vera.presses('seats/propose/who', course);
  await vera.presses('seats/propose/out', course);
  await vera.presses('seats/propose/reserve', course);
  await vera.presses('seats/propose/reserve', '|20');
  await vera.presses('seats/propose/reserve', '|0');
  await olga.pressesRoute(vera.sees('seats/propose/plan', course));
}

async function planByRules(scene: Scene): Promise<void> {
  const { tour, organisations, company } = scene;
  const { vera, otto } = company;
  const course = await closed(scene, 'By reserve', { seats: 2 });
  await tour.arrange((records) =>
    records.seatRules.set(course, {
      cap: 1,
      floor: false,
      reserves: [
        { group: 'women', seats: 1 },
        { group: 'under-served', seats: 1 },
        { group: 'judiciary', seats: 1 },
      ],
    }),
  );
  const [large = '', small = ''] = organisations;
  const loses = await nominated(scene, course, large, { account: 'practice:large', priority: 1 });
  await nominated(scene, course, large);
  const gains = await nominated(scene, course, small, { account: 'practice:small' });
  const { guest, host } = company.organisations;
  const woman = await nominated(scene, course, guest, { account: 'practice:woman', gender: 'woman' });
  await nominated(scene, course, guest, { consent: 'refused' });
  for (let number = 0; number < 17; number += 1) await nominated(scene, course, host);
  await vera.runs('seats propose', { course });
  await vera.presses('seats/propose/who', course);
  await vera.presses('seats/propose/out', course);
  await vera.presses('seats/propose/plan', course);
  await vera.presses('seats/depart/start', course);
  await vera.fills({ loses: gains, gains, why: tour.wording.text('So.', 500) });
  await vera.corrects({ loses, gains: woman });
  await vera.corrects({ loses, gains });
  await vera.pressesRoute(`seats/propose/who|${course}|0`);
  await vera.runs('seats confirm', { course });
  await otto.runs('seats propose', { course });
  const press = otto.sees('seats/confirm/plan', course);
  await otto.pressesRoute(press);
  await otto.pressesRoute(press);
  await otto.runs('seats confirm', { course });
  await otto.runs('seats propose', { course });
  await otto.runs('seats depart', { course, loses, gains, why: 'Too late.' });
  await tour.deliver();
}

/** Of two that had seats before or had none, only the floor lets the smaller one go first. */
async function planByFloor(scene: Scene): Promise<void> {
  const { tour, company, organisations, by } = scene;
  const { vera } = company;
  const { host } = company.organisations;
  const before = await arrangeCourse(tour, 'Before', { ...scene.host, state: 'call-open' });
  await arrangeNomination(tour, before, company.ama.account, { by, of: host, seat: true });
  await tour.arrange(async (records) => {
    await records.ledger.weigh(host, 1_000_000);
    const [seat] = await records.nominations.list({ course: before });
    await records.nominations.move(seat?.id ?? '', ['accepted'], 'no-show');
  });
  const course = await closed(scene, 'By floor', { seats: 1 });
  await tour.arrange((records) =>
    records.seatRules.set(course, { cap: undefined, floor: true, reserves: [] }),
  );
  await nominated(scene, course, host);
  await nominated(scene, course, organisations[1] ?? '');
  await vera.runs('seats propose', { course });
  await vera.presses('seats/propose/who', course);
}

async function refusePlans(scene: Scene): Promise<void> {
  const { tour, company, by } = scene;
  const { vera, ama } = company;
  const { host } = company.organisations;
  const propose = (course: string) => vera.runs('seats propose', { course });
  await propose(await closed(scene, 'Nobody'));
  const without = await closed(scene, 'Without a plan');
  await vera.pressesRoute(`seats/propose/plan|${without}|0`);
  await vera.runs('seats confirm', { course: without });
  await vera.pressesRoute('seats/propose/of|crs_none');
  await vera.pressesRoute(`seats/propose/of|${await arrangeCourse(tour, 'Unpublished plan', scene.host)}`);
  const full = await arrangeCourse(tour, 'Full', {
    ...scene.host,
    state: 'call-open',
    seats: 1,
    startsOn: '2027-06-01',
    endsOn: '2027-06-02',
  });
  await arrangeNomination(tour, full, ama.account, { by, of: host, seat: true });
  await tour.arrange((records) => records.courses.move(full, ['call-open'], 'call-closed'));
  await propose(full);
  const refused = await closed(scene, 'Nobody eligible');
  await nominated(scene, refused, host, { consent: 'refused' });
  await propose(refused);
  const all = await closed(scene, 'Seats for all');
  await nominated(scene, all, host);
  await propose(all);
  await vera.presses('seats/propose/reserve', all);
  await vera.presses('seats/propose/out', all);
}

async function refuseConfirming(scene: Scene): Promise<void> {
  const { tour, company, organisations } = scene;
  const { vera, otto } = company;
  const [one = '', other = ''] = organisations;
  const ofVera = await tour.person(vera.account);
  const changed = await closed(scene, 'Changed', { seats: 1 });
  const first = await nominated(scene, changed, one);
  const second = await nominated(scene, changed, other, { nominatedBy: ofVera });
  await vera.runs('seats propose', { course: changed });
  await vera.runs('seats depart', { course: changed, loses: first, gains: second, why: 'Mine.' });
  await vera.runs('seats confirm', { course: changed });
  await nominated(scene, changed, other);
  await otto.runs('seats confirm', { course: changed });
  await otto.runs('seats depart', { course: changed, loses: first, gains: second, why: 'Late.' });

  const own = await closed(scene, 'Own');
  await tour.arrange(async (records) => {
    const { id } = await records.nominations.add({
      course: own,
      nominee: ofVera,
      organisation: company.organisations.hub,
      nominatedBy: scene.by,
      ...nominee(tour),
      state: 'submitted',
      consent: 'given',
      release: 'given',
    });
    return id;
  });
  await vera.runs('seats propose', { course: own });
  await vera.runs('seats confirm', { course: own });

  const shut = await closed(scene, 'Papers have run out', { documents: 'both expired' });
  await nominated(scene, shut, one);
  await vera.runs('seats propose', { course: shut });
  await vera.runs('seats confirm', { course: shut });
}

async function lookAtLedger({ tour, company }: Scene): Promise<void> {
  const { vera, olga, kofi, mona } = company;
  for (const who of [vera, olga, kofi, mona]) await who.runs('seats ledger');
  const { hub } = company.organisations;
  await tour.arrange(async (records) => {
    const name = tour.wording.line('Liaison of the hub', 80);
    const { id } = await records.people.add({ name, organisation: hub, membership: 'confirmed' });
    await records.people.link('practice:of-hub', id, name);
    await records.people.grant({ person: id, role: 'liaison', scope: hub });
  });
  await tour.as('practice:of-hub').runs('seats ledger');
}

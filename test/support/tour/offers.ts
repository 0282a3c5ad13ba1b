// Offers on the tour: seats of a confirmed plan are offered, answered, reminded of, lost, and asked for in vain.
import { noCriteria } from '#exchange/eligibility.ts';
import type { NominationState } from '#exchange/nomination.ts';
import type { AccountId } from '#exchange/people.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { standingPass } from '../gate-papers.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse, nominee } from './papers.ts';

const hour = 3_600_000;

export async function offerSeats(tour: Tour, company: Company): Promise<void> {
  await offerThePlan(tour, company);
  await leaveSomeOut(tour, company);
  await refuseOffers(tour, company);
  await offerOne(tour, company);
  await refuseAnswers(tour, company);
  await holdMeanwhile(tour, company);
  await letTimePass(tour, company);
}

interface By {
  readonly by: string;
  readonly of: string;
}

/** Of the host, proposed by its liaison officer: confirmed, with its gate open, and far enough ahead. */
async function confirmed(tour: Tour, { kofi, organisations }: Company, about: string, changes = {}) {
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const dates = { startsOn: '2027-06-07', endsOn: '2027-06-11', deadline: '2027-02-01' };
  const course = await arrangeCourse(tour, about, { ...host, state: 'confirmed', ...dates, ...changes });
  // Most of them go abroad in March.
  const criteria = { ...noCriteria, coolingOff: false };
  await tour.arrange((records) => records.criteria.set(course, criteria, host.by));
  return { course, host };
}

async function nominated(
  tour: Tour,
  course: string,
  account: AccountId,
  { by, of }: By,
  state: NominationState,
  changes: Partial<Nomination> = {},
): Promise<string> {
  return tour.arrange(async (records) => {
    const { id } = await records.nominations.add({
      course,
      nominee: changes.nominee ?? (await personIn(records, account)),
      organisation: of,
      nominatedBy: by,
      ...nominee(tour),
      consent: 'given',
      release: 'given',
      ...changes,
      state: 'submitted',
    });
    if (state === 'offered' || state === 'accepted')
      await records.nominations.grantSeat(id, await standingPass(records, course), state);
    else if (state !== 'submitted') await records.nominations.move(id, ['submitted'], state);
    return id;
  });
}

/** Without anybody being told. */
async function offered(
  tour: Tour,
  course: string,
  account: AccountId,
  by: By,
  closesAt?: number,
  changes = {},
) {
  const nomination = await nominated(tour, course, account, by, 'offered', changes);
  const now = tour.now();
  await tour.arrange(({ offers }) =>
    offers.open({
      nomination,
      origin: 'selected',
      endsAt: closesAt ?? now + 48 * hour,
      closesAt: closesAt ?? now + 960 * hour,
      lookAt: now + 48 * hour,
    }),
  );
  return nomination;
}

async function offerThePlan(tour: Tour, company: Company): Promise<void> {
  const { vera, kofi, ama, salma, yusuf, olga, organisations } = company;
  const guest = { by: await tour.person(salma.account), of: organisations.guest };
  const { course, host } = await confirmed(tour, company, 'Offered', { seats: 14 });
  await vera.runs('seats offers', { course });
  await vera.runs('nominate answer');
  const amas = await nominated(tour, course, ama.account, host, 'selected');
  const yusufs = await nominated(tour, course, yusuf.account, guest, 'selected');
  for (let number = 2; number <= 12; number += 1)
    await nominated(
      tour,
      course,
      `practice:officer-${number}`,
      number % 2 === 0 ? host : guest,
      number === 12 ? 'reserve' : 'selected',
    );
  const without = await tour.arrange(({ people }) =>
    people.add({
      name: tour.wording.line('Nobody’s account', 80),
      organisation: host.of,
      membership: 'confirmed',
    }),
  );
  await nominated(tour, course, 'practice:none', host, 'selected', { nominee: without.id });

  await vera.runs('seats offer', { course });
  await vera.presses('seats/offer/all', course);
  await vera.pressesRoute(`seats/offer/all|${course}`);
  await vera.presses('seats/offers/of', course);
  await vera.presses('seats/offers/more', `${course}|10`);
  await vera.presses('seats/offers/more', `${course}|0`);
  await tour.deliver();
  await vera.runs('course show', { course });
  for (const who of [olga, kofi, salma]) await who.runs('seats offers', { course });

  await ama.runs('my tasks');
  await ama.presses('nominate/answer/show', amas);
  await ama.runs('nominate answer');
  await ama.presses('nominate/answer/accept', amas);
  await ama.pressesRoute(`nominate/answer/accept|${amas}`);
  await ama.pressesRoute(`nominate/answer/show|${amas}`);
  await yusuf.presses('inbox/read');
  for (const route of [`decline|${yusufs}`, `why|${yusufs}`, `why|${yusufs}`])
    await yusuf.pressesRoute(`nominate/answer/${route}`, 'duties');
  for (const [number, reason] of [
    [2, 'dates'],
    [3, 'travel'],
    [4, 'another-course'],
    [5, 'private'],
  ] as const) {
    const officer = tour.as(`practice:officer-${number}`);
    await officer.presses('nominate/answer/decline');
    await officer.presses('nominate/answer/why', '', reason);
  }
  const sixth = await idOf(tour, course, 'practice:officer-6');
  await kofi.pressesRoute(`nominate/withdraw/confirm|${sixth}`);
  await tour.deliver();
  await ama.runs('my data');
  await tour.as('practice:officer-2').runs('my data');
  await tour.as('practice:officer-6').runs('my data');
  await tour.as('practice:officer-7').runs('my data');
  await vera.runs('seats offers', { course });
  await vera.presses('seats/offers/more', `${course}|10`);
}

async function idOf(tour: Tour, course: string, account: AccountId): Promise<string> {
  const found = await tour.arrange(async (records) =>
    records.nominations.list({ course, nominee: await personIn(records, account) }),
  );
  const [one] = found;
  if (!one) throw new Error(`${account} is not nominated for ${course}.`);
  return one.id;
}

/** Each for another reason, and more of them than are named. */
async function leaveSomeOut(tour: Tour, company: Company): Promise<void> {
  const { vera } = company;
  // In less than thirty days: too late for a visa.
  const soon = { startsOn: '2027-03-01', endsOn: '2027-03-03', seats: 1 };
  const { course, host } = await confirmed(tour, company, 'Left out', soon);
  const other = await arrangeCourse(tour, 'Elsewhere', { ...host, ...soon, seats: 4, state: 'call-open' });
  const veras = { by: await tour.person(vera.account), of: host.of };
  await nominated(tour, other, 'practice:officer-14', host, 'accepted');
  await nominated(tour, course, 'practice:officer-14', host, 'selected');
  await nominated(tour, course, 'practice:officer-15', host, 'selected', { release: 'refused' });
  await nominated(tour, course, 'practice:officer-16', veras, 'selected');
  await nominated(tour, course, 'practice:officer-17', host, 'selected', { needsVisa: true });
  for (const number of [18, 19, 21, 22, 23, 24, 25, 26, 7, 8, 9, 10, 11, 13])
    await nominated(tour, course, `practice:officer-${number}`, host, 'selected', {
      release: number % 2 === 0 ? 'refused' : 'given',
    });
  await vera.runs('seats offer', { course });
  await vera.presses('seats/offer/all', course);
  await vera.pressesRoute(`seats/offer/all|${course}`);

  const { course: none } = await confirmed(tour, company, 'All left out', soon);
  await nominated(tour, none, 'practice:officer-15', host, 'selected', { release: 'refused' });
  await vera.runs('seats offer', { course: none });
  await vera.pressesRoute(`seats/offer/all|${none}`);
}

async function refuseOffers(tour: Tour, company: Company): Promise<void> {
  const { vera } = company;
  await vera.pressesRoute('seats/offer/all|crs_none');
  await vera.pressesRoute('seats/offers/of|crs_none');
  for (const [about, changes] of [
    ['Not confirmed', { state: 'call-open' }],
    ['Begun already', { startsOn: '2027-02-01' }],
    ['Without papers', { documents: 'both expired', state: 'confirmed' }],
  ] as const) {
    const { course } = await confirmed(tour, company, about, changes);
    await vera.runs('seats offer', { course });
  }
  const { course, host } = await confirmed(tour, company, 'Nobody joins');
  const criteria = { ...noCriteria, lastJoinOn: '2027-02-01' };
  await tour.arrange((records) => records.criteria.set(course, criteria, host.by));
  await vera.runs('seats offer', { course });
}

async function offerOne(tour: Tour, company: Company): Promise<void> {
  const { vera, otto } = company;
  const { course, host } = await confirmed(tour, company, 'Out of turn', {
    seats: 1,
    online: true,
    place: undefined,
  });
  const { course: other } = await confirmed(tour, company, 'Another', { seats: 1 });
  const reason = tour.wording.text('Replaces an instructor.', 500);
  const one = await nominated(tour, course, 'practice:officer-20', host, 'reserve');
  const two = await nominated(tour, course, 'practice:officer-22', host, 'reserve');
  const refused = await nominated(tour, course, 'practice:officer-24', host, 'reserve', {
    release: 'refused',
  });
  const late = await nominated(tour, course, 'practice:officer-26', host, 'reserve', { needsVisa: true });
  const veras = { by: await tour.person(vera.account), of: host.of };
  const own = await nominated(tour, course, 'practice:officer-18', veras, 'reserve');
  const ottos = await nominated(tour, course, otto.account, host, 'reserve');
  const elsewhere = await nominated(tour, other, 'practice:officer-16', host, 'accepted');
  const busy = await nominated(tour, course, 'practice:officer-16', host, 'reserve');
  await vera.runs('seats offer');
  await vera.fills({ course, nomination: elsewhere });
  await vera.corrects({ nomination: one });
  await vera.corrects({ reason });
  for (const nomination of [two, one, refused, own, busy, late])
    await vera.runs('seats offer', { course, nomination, reason });
  await otto.runs('seats offer', { course, nomination: ottos, reason });
  const { course: soon } = await confirmed(tour, company, 'Soon', {
    startsOn: '2027-03-01',
    endsOn: '2027-03-03',
  });
  const needy = await nominated(tour, soon, 'practice:officer-17', host, 'reserve', { needsVisa: true });
  await vera.runs('seats offer', { course: soon, nomination: needy, reason });
  await vera.runs('seats offers', { course });
  await tour.deliver();
}

async function refuseAnswers(tour: Tour, company: Company): Promise<void> {
  const officer = tour.as('practice:officer-25');
  const account = officer.account;
  const press = (action: string, id: string) => officer.pressesRoute(`nominate/answer/${action}|${id}`);
  await press('accept', 'nom_none');

  const { course: cancelled, host } = await confirmed(tour, company, 'Called off then');
  const first = await offered(tour, cancelled, account, host);
  await tour.arrange(({ courses }) => courses.move(cancelled, ['confirmed'], 'cancelled'));
  await press('accept', first);

  const { course: begun } = await confirmed(tour, company, 'Begun meanwhile', { startsOn: '2027-02-01' });
  await press('accept', await offered(tour, begun, account, host));

  const { course: closed } = await confirmed(tour, company, 'Closed meanwhile');
  await press('accept', await offered(tour, closed, account, host, tour.now() - hour));

  const { course: kept } = await confirmed(tour, company, 'Kept from it');
  await press('accept', await offered(tour, kept, account, host, undefined, { release: 'refused' }));

  const days = { startsOn: '2027-09-06', endsOn: '2027-09-10' };
  const { course: mine } = await confirmed(tour, company, 'Mine', days);
  const { course: yours } = await confirmed(tour, company, 'Yours', days);
  const { course: both } = await confirmed(tour, company, 'Both', days);
  const one = await offered(tour, mine, account, host);
  const two = await offered(tour, yours, account, host);
  await press('accept', one);
  await officer.presses('nominate/answer/instead', two);
  await press('accept', await offered(tour, both, account, host));
}

async function holdMeanwhile(tour: Tour, company: Company): Promise<void> {
  const { vera } = company;
  const { course, host } = await confirmed(tour, company, 'Held meanwhile', { seats: 1 });
  const officer = tour.as('practice:officer-10');
  const id = await nominated(tour, course, officer.account, host, 'selected');
  await vera.pressesRoute(`seats/offer/all|${course}`);
  await tour.arrange(({ courses }) => courses.move(course, ['confirmed'], 'on-hold'));
  await tour.deliver();
  await officer.pressesRoute(`nominate/answer/accept|${id}`);
  await tour.arrange(async (records) =>
    records.courses.move(course, ['on-hold'], 'confirmed', undefined, await standingPass(records, course)),
  );
}

/** Reminded, kept open for longer after an outage, lost; and nobody left to ask. */
async function letTimePass(tour: Tour, company: Company): Promise<void> {
  const { vera, kofi } = company;
  const from = tour.now();
  const { id: course } = await tour.course(tour.wording.line('Offered', 100));
  await vera.runs('seats offers');
  for (const minutes of [11, 24 * 60, 45 * 60, 48 * 60, 48 * 60 + 30, 56 * 60, 63 * 60]) {
    await tour.at(new Date(from + minutes * 60_000).toISOString());
    if (minutes === 11) await vera.fills({ course });
  }
  for (const who of [vera, kofi]) await who.runs('seats offers', { course });
  await tour.as('practice:officer-7').runs('my data');
}

// Nominations on the tour: made, refused, listed page by page, changed, withdrawn, and seats given or not.
import type { NominationState } from '#exchange/nomination.ts';
import type { AccountId } from '#exchange/people.ts';
import { approve, standingPass } from '../gate-papers.ts';
import { type Company, codeIn } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse, arrangeNomination, nominee, title } from './papers.ts';
import { walkBothTracks } from './tracks.ts';

/** How many people are nominated without being played. */
const extras = 26;

export async function nominateFor(tour: Tour, company: Company, main: string): Promise<void> {
  await nominate(tour, company, main);
  await refuseNominations(tour, company, main);
  await arrangeMany(tour, company, main);
  await look(tour, company, main);
  await change(tour, company, main);
  await giveSeats(tour, company, main);
  await refuseSeats(tour, company);
  await withdraw(tour, company, main);
  await walkBothTracks(tour, company);
}

async function nominate(tour: Tour, { kofi, ama, salma, yusuf }: Company, main: string): Promise<void> {
  const about = nominee(tour);
  const name = tour.wording.line('Esi', 80);
  await kofi.runs('nominate list', { course: main });
  await ama.runs('nominate list', { course: main });
  await kofi.presses('nominate/add/start', main);
  await kofi.fills(about);
  await kofi.corrects({ person: await tour.person(ama.account), newName: name });
  await kofi.corrects({ person: await tour.person(yusuf.account), newName: '' });
  await kofi.corrects({ person: await tour.person('practice:eve'), newName: '' });
  await kofi.corrects({ person: '', newName: tour.wording.line('ama', 80) });
  await kofi.corrects({ person: await tour.person(ama.account), newName: '' });
  await kofi.presses('nominate/add/start', main);
  const code = codeIn(await kofi.fills({ ...about, newName: name }));
  await salma.runs('nominate add', { course: main, person: await tour.person(yusuf.account), ...about });
  await tour.deliver();
  await tour.as('practice:esi').runs('exchange join', { code });
  await tour.deliver();
  await yusuf.presses('inbox/read');
  await salma.pressesRoute(yusuf.sees('inbox/read'));
  await yusuf.presses('inbox/direct');
}

async function refuseNominations(tour: Tour, company: Company, main: string): Promise<void> {
  const { kofi, vera, ama, organisations } = company;
  const about = nominee(tour);
  const person = await tour.person(ama.account);
  await kofi.runs('nominate add', { course: main, person, ...about });
  await kofi.runs('nominate add', { course: main, person: await tour.person(kofi.account), ...about });
  await kofi.pressesRoute('nominate/add/start|crs_none');
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  await kofi.pressesRoute(`nominate/add/start|${await arrangeCourse(tour, 'Unpublished', host)}`);
  const late = await arrangeCourse(tour, 'Too late', { ...host, state: 'call-open', deadline: '2027-01-03' });
  await kofi.runs('nominate add', { course: late });
  await vera.runs('my tasks');

  const open = { ...host, state: 'call-open', seats: 1, online: true, place: undefined } as const;
  const other = await arrangeCourse(tour, 'At the same time', open);
  await kofi.runs('nominate add', { course: other, person, ...about });
  await kofi.runs('nominate add', { course: other, person: await tour.person('practice:ben'), ...about });
  await kofi.runs('nominate add', { course: main, person: await tour.person('practice:ben'), ...about });
}

async function arrangeMany(tour: Tour, { kofi, salma, organisations }: Company, main: string): Promise<void> {
  const { host, guest } = organisations;
  const by = { [host]: await tour.person(kofi.account), [guest]: await tour.person(salma.account) };
  await tour.arrange(async (records) => {
    for (let number = 1; number <= extras; number += 1) {
      const organisation = number % 2 === 0 ? host : guest;
      const name = tour.wording.line(`Officer ${number}`, 80);
      const person = await records.people.add({ name, organisation, membership: 'confirmed' });
      await records.people.link(`practice:officer-${number}`, person.id, name);
      await records.nominations.add({
        course: main,
        nominee: person.id,
        organisation,
        nominatedBy: by[organisation] ?? '',
        ...nominee(tour),
        state: 'submitted',
        consent: 'given',
        release: 'given',
      });
    }
  });
  for (let number = 1; number <= extras; number += 1)
    await arrangeCourse(tour, `Resting ${number}`, {
      by: by[host] ?? '',
      of: host,
      state: 'on-hold',
      startsOn: '2028-03-01',
      endsOn: '2028-03-02',
      deadline: '2028-02-01',
    });
}

async function look(
  tour: Tour,
  { vera, kofi, salma, ama, mona, olga }: Company,
  main: string,
): Promise<void> {
  for (const who of [vera, kofi, salma, ama, mona, olga]) {
    await who.runs('nominate list');
    await who.runs('course list');
  }
  await vera.runs('nominate list', { course: 'nowhere to be found' });
  await vera.runs('nominate list', { course: main });
  await vera.presses('nominate/list/more', main);
  await vera.presses('nominate/list/more', `${main}|10`);
  await vera.presses('nominate/list/one');
  await vera.pressesRoute('nominate/list/one|nom_none');
  await vera.pressesRoute('nominate/list/of|crs_none');
  await kofi.presses('nominate/list/of', '', main);
  for (const who of [vera, kofi]) await who.runs('my tasks');
  await tour.deliver();
}

async function change(tour: Tour, { kofi, salma }: Company, main: string): Promise<void> {
  await kofi.runs('nominate list', { course: main });
  await kofi.presses('nominate/edit/start');
  await kofi.fills({ yearsOfService: 0, rank: tour.wording.line('Inspector', 80) });
  await kofi.presses('nominate/edit/start');
  await kofi.fills({});
  await salma.pressesRoute(kofi.sees('nominate/edit/start'));
  await kofi.runs('nominate edit');
  await kofi.fills({ nomination: 'nobody of this name' });
}

async function nominationOf(tour: Tour, course: string, account: AccountId, state?: NominationState) {
  const nominee = await tour.person(account);
  const found = await tour.arrange((records) =>
    records.nominations.list({ course, nominee, ...(state ? { states: [state] } : {}) }),
  );
  const [first] = found;
  if (!first) throw new Error(`${account} is not nominated for ${course}.`);
  return first.id;
}

/** Nominees and their managers have answered; how they do is played by itself. */
async function everybodyAgrees(tour: Tour, course: string): Promise<void> {
  await tour.arrange(async (records) => {
    for (const { id } of await records.nominations.list({ course })) {
      await records.nominations.assent(id, 'consent', ['asked', null], 'given');
      await records.nominations.assent(id, 'release', ['asked', null], 'given');
    }
  });
}

async function giveSeats(tour: Tour, company: Company, main: string): Promise<void> {
  const { vera, otto, kofi, ama, yusuf } = company;
  await everybodyAgrees(tour, main);
  await otto.runs('nominate list', { course: main });
  const first = otto.sees('nominate/accept/now');
  await otto.pressesRoute(first);
  await otto.pressesRoute(first);
  const yusufs = await nominationOf(tour, main, yusuf.account);
  await vera.runs('nominate accept');
  await vera.fills({ nomination: yusufs });
  await vera.runs('nominate accept', { nomination: yusufs });
  await tour.arrange(async (records) => {
    for (let number = 2; number <= 12; number += 1) {
      const nominee = await records.people.byAccount(`practice:officer-${number}`, 0);
      const [one] = await records.nominations.list({ course: main, nominee: nominee?.person.id ?? '' });
      await records.nominations.grantSeat(one?.id ?? '', await standingPass(records, main));
    }
  });
  await tour.deliver();
  await yusuf.presses('course/show/calendar', main);
  const amas = await nominationOf(tour, main, ama.account);
  await kofi.pressesRoute(`nominate/edit/start|${amas}`);
  await kofi.runs('nominate edit', { nomination: amas, rank: 'Captain' });
  await ama.runs('nominate list');
}

async function refuseSeats(tour: Tour, company: Company): Promise<void> {
  const { vera, otto, kofi, ama, olga, organisations } = company;
  const other = await tour.course(title(tour, 'At the same time'));
  await everybodyAgrees(tour, other.id);
  await otto.runs('nominate accept', { nomination: await nominationOf(tour, other.id, ama.account) });
  await otto.runs('nominate accept', { nomination: await nominationOf(tour, other.id, 'practice:ben') });
  await kofi.runs('nominate add', {
    course: other.id,
    newName: tour.wording.line('One too many', 80),
    ...nominee(tour),
  });
  await tour.deliver();
  await everybodyAgrees(tour, other.id);
  await otto.runs('nominate list', { course: other.id });
  await otto.presses('nominate/accept/now');
  const main = await tour.course(title(tour, 'Main'));
  const ben = await tour.person('practice:ben');
  await kofi.runs('nominate add', {
    course: await arrangeCourse(tour, 'Overlapping', {
      by: await tour.person(kofi.account),
      of: organisations.host,
      state: 'call-open',
    }),
    person: ben,
    ...nominee(tour),
  });

  await tour.arrange(async (records) =>
    records.people.grant({
      person: await personIn(records, vera.account),
      role: 'liaison',
      scope: organisations.hub,
    }),
  );
  for (const account of [olga.account, otto.account])
    await vera.runs('nominate add', {
      course: main.id,
      person: await tour.person(account),
      ...nominee(tour),
    });
  await vera.runs('nominate accept', { nomination: await nominationOf(tour, main.id, olga.account) });
  await otto.runs('nominate accept', { nomination: await nominationOf(tour, main.id, otto.account) });
  await refuseByCourse(tour, company);
}

/** Without papers in force or an approval, on hold, begun already. */
async function refuseByCourse(tour: Tour, { otto, kofi, organisations }: Company): Promise<void> {
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  for (const [about, arranged] of [
    ['Lapsed papers', { ...host, state: 'call-open', documents: 'both expired' }],
    ['Badly documented', { ...host, state: 'call-open', documents: 'one to come, one that ends early' }],
    ['Held', { ...host, state: 'on-hold' }],
    ['Begun', { ...host, state: 'selecting', startsOn: '2027-01-03', deadline: '2027-01-01' }],
  ] as const) {
    const course = await arrangeCourse(tour, about, arranged);
    const id = await arrangeNomination(tour, course, 'practice:officer-20', host);
    await otto.runs('nominate accept', { nomination: id });
  }
  const course = await arrangeCourse(tour, 'Declined since', { ...host, state: 'call-open' });
  const id = await arrangeNomination(tour, course, 'practice:officer-20', host);
  await tour.arrange((records) => approve(records, course, host.by, 'No.', 'decline'));
  await otto.runs('nominate accept', { nomination: id });
  const person = await tour.person('practice:officer-18');
  await kofi.runs('nominate add', { course, person, ...nominee(tour) });
  await kofi.pressesRoute(`course/show/calendar|${course}`);
}

async function withdraw(tour: Tour, company: Company, main: string): Promise<void> {
  const { kofi, salma, yusuf, organisations } = company;
  const open = await nominationOf(tour, main, 'practice:officer-20');
  await kofi.pressesRoute(`nominate/withdraw/ask|${open}`);
  await kofi.presses('nominate/withdraw/confirm', open);
  await kofi.presses('nominate/withdraw/confirm', open);
  await kofi.pressesRoute(`nominate/withdraw/ask|${open}`);
  await kofi.runs('nominate withdraw', { nomination: open });
  await salma.pressesRoute(`nominate/withdraw/ask|${open}`);
  const seat = await nominationOf(tour, main, 'practice:officer-10');
  await kofi.runs('nominate withdraw');
  await kofi.fills({ nomination: seat });
  await salma.pressesRoute(`nominate/withdraw/ask|${await nominationOf(tour, main, yusuf.account)}`);
  await salma.presses('nominate/withdraw/confirm');
  await tour.deliver();

  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const begun = await arrangeCourse(tour, 'Begun with a seat', { ...host, state: 'call-open' });
  const seated = { ...host, seat: true };
  const started = await arrangeNomination(tour, begun, 'practice:officer-20', seated);
  await tour.arrange((records) => records.courses.edit(begun, { startsOn: '2027-01-03' }, ['call-open']));
  await kofi.runs('nominate withdraw', { nomination: started });
}

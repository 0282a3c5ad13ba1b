// The two tracks of a nomination on the tour: consents, releases, sending back and again, orders, wishes, late lane, import.
import type { NominationState } from '#exchange/nomination.ts';
import type { AccountId } from '#exchange/people.ts';
import { standingPass } from '../gate-papers.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse, arrangeNomination, nominee, title } from './papers.ts';

interface Ground {
  readonly tour: Tour;
  readonly company: Company;
  /** By whom and for whom courses are arranged here. */
  readonly host: { readonly by: string; readonly of: string };
  /** An open call, and one that is withheld. */
  readonly open: string;
  readonly hidden: string;
}

const officer = (number: number): AccountId => `practice:officer-${number}`;

export async function walkBothTracks(tour: Tour, company: Company): Promise<void> {
  const host = { by: await tour.person(company.kofi.account), of: company.organisations.host };
  const open = await arrangeCourse(tour, 'Two tracks', { ...host, state: 'call-open', seats: 20 });
  const hidden = await arrangeCourse(tour, 'Hidden', { ...host, state: 'call-open' });
  await tour.arrange((records) => records.courses.withhold(hidden, ['counter-terrorism']));
  const ground = { tour, company, host, open, hidden };
  await consent(ground);
  await consentToHidden(ground);
  await release(ground);
  await sendBack(ground);
  await order(ground);
  await prefer(ground);
  await standInEveryState(ground);
  await comeLateOrTwice(ground);
  await importMany(ground);
}

interface Said {
  readonly consent?: 'asked' | 'given' | 'refused';
  readonly release?: 'asked' | 'given' | 'refused';
  readonly state?: NominationState;
  readonly needsVisa?: boolean;
}

async function asked({ tour, host }: Ground, course: string, account: AccountId, said: Said = {}) {
  const { consent = 'asked', release = 'asked', state = 'submitted', needsVisa = false } = said;
  return tour.arrange(async (records) => {
    const { id } = await records.nominations.add({
      course,
      nominee: await personIn(records, account),
      organisation: host.of,
      nominatedBy: host.by,
      ...nominee(tour),
      state,
      consent,
      release,
      needsVisa,
    });
    return id;
  });
}

async function seat({ tour }: Ground, id: string, course: string, to?: 'offered'): Promise<void> {
  await tour.arrange(async (records) => {
    await records.nominations.grantSeat(id, await standingPass(records, course), to);
  });
}

async function consent(ground: Ground): Promise<void> {
  const { tour, company, open } = ground;
  const { kofi, salma, lia, organisations } = company;
  const one = tour.as(officer(14));
  await kofi.runs('nominate add', { course: open, person: await tour.person(officer(14)), ...nominee(tour) });
  await tour.deliver();
  await lia.runs('nominate consent');
  await one.runs('my tasks');
  await one.presses('nominate/consent/of');
  await one.presses('nominate/consent/ask');
  await one.presses('nominate/consent/refuse');
  await tour.deliver();
  await one.presses('nominate/consent/agree');
  await one.presses('nominate/consent/ask');
  await one.presses('nominate/consent/refuse');
  await tour.deliver();
  await one.pressesRoute(kofi.sees('nominate/withdraw/ask').replace('withdraw', 'consent'));

  const id = await asked(ground, open, officer(16), { consent: 'given', release: 'given' });
  await seat(ground, id, open);
  const other = tour.as(officer(16));
  await other.runs('nominate consent');
  await other.pressesRoute(`nominate/consent/ask|${id}`);
  await other.pressesRoute(`nominate/consent/refuse|${id}`);
  await tour.deliver();

  await salma.runs('nominate add', {
    course: open,
    person: await tour.person(officer(15)),
    ...nominee(tour),
  });
  const manages = {
    person: await tour.person(salma.account),
    role: 'manager',
    scope: organisations.guest,
  } as const;
  await tour.arrange((records) => records.people.grant(manages));
  await salma.runs('nominate add', {
    course: open,
    person: await tour.person(officer(17)),
    ...nominee(tour),
  });
  await salma.runs('nominate release');
  await tour.arrange((records) => records.people.revoke(manages));
}

async function consentToHidden(ground: Ground): Promise<void> {
  const { tour, company, hidden, open } = ground;
  const one = tour.as(officer(22));
  await company.kofi.runs('nominate add', {
    course: hidden,
    person: await tour.person(officer(22)),
    ...nominee(tour),
  });
  await asked(ground, open, officer(22));
  // Waits when nominees are reminded.
  await asked(ground, hidden, officer(16));
  await tour.deliver();
  const [first] = await tour.arrange(async (records) =>
    records.nominations.list({ course: hidden, nominee: await personIn(records, officer(22)) }),
  );
  const id = first?.id ?? '';
  await one.runs('my tasks');
  await one.runs('nominate consent');
  await one.runs('nominate prefer');
  await one.pressesRoute(`nominate/consent/ask|${id}`);
  await one.pressesRoute(`nominate/consent/agree|${id}`);
  await one.pressesRoute(`nominate/consent/refuse|${id}`);
  await one.pressesRoute(`nominate/consent/ask|${id}`);
  await tour.deliver();
}

async function release(ground: Ground): Promise<void> {
  const { tour, company, open } = ground;
  const { kofi, mona } = company;
  const id = await asked(ground, open, officer(18), { consent: 'given' });
  for (const number of [2, 4, 6, 8, 10, 12, 20, 24]) await asked(ground, open, officer(number));
  await mona.runs('my tasks');
  await mona.presses('nominate/release/of');
  await mona.runs('nominate release');
  await kofi.runs('nominate release');
  await kofi.pressesRoute(`nominate/release/give|${id}`);
  await mona.pressesRoute(`nominate/release/ask|${id}`);
  await mona.pressesRoute(`nominate/release/refuse|${id}`);
  await tour.deliver();
  await mona.pressesRoute(`nominate/release/give|${id}`);
  await seat(ground, id, open);
  await mona.pressesRoute(`nominate/release/refuse|${id}`);
  await kofi.runs('nominate withdraw', { nomination: id });
  await mona.pressesRoute(`nominate/release/of|${id}`);
  await mona.pressesRoute(`nominate/release/give|${await asked(ground, open, mona.account)}`);
}

async function sendBack(ground: Ground): Promise<void> {
  const { tour, company, open } = ground;
  const { vera, kofi } = company;
  const id = await asked(ground, open, officer(26), { consent: 'given', needsVisa: true });
  const note = tour.wording.text('Which unit is meant?', 500);
  await vera.runs('nominate return');
  await vera.fills({ nomination: id, note });
  await tour.deliver();
  await kofi.runs('my tasks');
  await kofi.runs('nominate list', { course: open });
  await kofi.pressesRoute(`nominate/list/one|${id}`);
  await kofi.pressesRoute(`nominate/edit/start|${id}`);
  await kofi.fills({});
  await vera.pressesRoute(`nominate/return/start|${id}`);
  await seat(ground, id, open);
  await vera.pressesRoute(`nominate/return/start|${id}`);
  await kofi.pressesRoute(`nominate/list/one|${id}`);
}

async function order({ tour, company, host, open }: Ground): Promise<void> {
  const { kofi } = company;
  await kofi.runs('nominate order');
  await kofi.fills({ course: open });
  await kofi.presses('nominate/order/page');
  await kofi.runs('nominate order', { course: open });
  await kofi.presses('nominate/order/move', '|down|');
  await kofi.presses('nominate/order/move', '|up|');
  const reserve = kofi.sees('nominate/order/reserve', '|yes|');
  await kofi.pressesRoute(reserve);
  for (let page = 8; page < 24; page += 8) await kofi.pressesRoute(`nominate/order/page|${open}|${page}`);
  await kofi.runs('nominate list', { course: open });
  for (let page = 5; page < 25; page += 5) await kofi.pressesRoute(`nominate/list/more|${open}|${page}`);
  await kofi.pressesRoute(reserve.replace('|yes|', '|no|'));
  const empty = await arrangeCourse(tour, 'Nobody yet', { ...host, state: 'call-open' });
  await kofi.runs('nominate order', { course: empty });
}

async function prefer(ground: Ground): Promise<void> {
  const { tour, company } = ground;
  const one = tour.as(officer(20));
  await company.lia.runs('nominate prefer');
  for (let number = 1; number <= 9; number += 1) {
    const { id } = await tour.course(title(tour, `Resting ${number}`));
    await asked(ground, id, officer(20));
  }
  await one.runs('nominate consent');
  await one.runs('nominate prefer');
  await one.presses('nominate/prefer/move', '|down');
}

/** What each side says in every state, also those that are reached elsewhere on other days. */
async function standInEveryState(ground: Ground): Promise<void> {
  const { tour, company, host } = ground;
  const course = await arrangeCourse(tour, 'Every state', { ...host, state: 'call-open', seats: 9 });
  const unseated = [
    ...(['draft', 'eligible', 'ineligible', 'selected', 'reserve', 'not-selected'] as const),
    ...(['declined', 'expired', 'withdrawn'] as const),
  ];
  const ids: string[] = [];
  for (const [index, state] of unseated.entries())
    ids.push(await asked(ground, course, officer(2 * index + 2), { state, consent: 'refused' }));
  // Nominated before anybody was asked.
  const unasked = await tour.arrange(async (records) =>
    records.nominations.add({
      course,
      nominee: await personIn(records, officer(20)),
      organisation: host.of,
      nominatedBy: host.by,
      ...nominee(tour),
      state: 'submitted',
    }),
  );
  await company.vera.pressesRoute(`nominate/list/one|${unasked.id}`);
  const seated = [
    await arrangeNomination(tour, course, officer(22), host),
    await arrangeNomination(tour, course, officer(24), host),
    await arrangeNomination(tour, course, officer(26), host),
  ];
  for (const id of seated) await seat(ground, id, course, id === seated[0] ? 'offered' : undefined);
  await tour.arrange(async ({ nominations }) => {
    await nominations.move(seated[1] ?? '', ['accepted'], 'attended');
    await nominations.move(seated[2] ?? '', ['accepted'], 'no-show');
  });
  for (const id of [...ids, ...seated]) await company.vera.pressesRoute(`nominate/list/one|${id}`);
}

async function comeLateOrTwice(ground: Ground): Promise<void> {
  const { tour, company, host } = ground;
  const { kofi, vera } = company;
  const late = await tour.course(title(tour, 'Too late'));
  await kofi.runs('nominate add', {
    course: late.id,
    person: await tour.person(officer(14)),
    ...nominee(tour),
  });
  await kofi.presses('nominate/add/anyway');
  await vera.runs('nominate list', { course: late.id });
  await vera.presses('nominate/list/one');

  const course = await arrangeCourse(tour, 'Twice', { ...host, state: 'call-open' });
  await tour.arrange(({ people }) =>
    people.add({ name: 'Akosua Frimpong', organisation: host.of, membership: 'confirmed' }),
  );
  const about = { course, ...nominee(tour) };
  await kofi.runs('nominate add', { ...about, newName: 'Frimpong Akosua' });
  const anyway = kofi.sees('nominate/add/anyway');
  await kofi.pressesRoute(anyway);
  await kofi.pressesRoute(anyway);
  await kofi.runs('nominate add', { ...about, newName: 'FRIMPONG, Akosua' });
  await kofi.presses('nominate/add/anyway');
  await vera.runs('nominate list', { course });
  await tour.deliver();
}

async function importMany(ground: Ground): Promise<void> {
  const { tour, company, host, open } = ground;
  const { kofi, salma } = company;
  const shut = await arrangeCourse(tour, 'Shut for import', {
    ...host,
    state: 'call-open',
    documents: 'both expired',
  });
  const late = await tour.course(title(tour, 'Too late'));
  const several = ['2028-05-03', '2028-06-07'] as const;
  await tour.arrange(async ({ people }) => {
    const there = { organisation: host.of, rank: 'Sergeant', unit: 'CID' };
    for (const name of ['Import Anna', 'Import Two', 'Import Two'])
      await people.add({ name, ...there, membership: 'confirmed' });
    await people.add({ name: 'Import Pending', organisation: host.of, membership: 'pending' });
  });
  const own = (await tour.arrange(({ people }) => people.byId(host.by)))?.name ?? '';
  for (const startsOn of several)
    await arrangeCourse(tour, 'Called alike', {
      ...host,
      state: 'call-open',
      startsOn,
      endsOn: startsOn,
      deadline: '2028-02-01',
    });
  const alike = title(tour, 'Called alike');
  const rest = ['Sergeant', 'CID', '7', 'Leads the laboratory.', '', ''];
  const rows: readonly (readonly string[])[] = [
    [open, 'Import Anna', ...rest],
    [open, 'Import Anna', ...rest],
    [open, 'Anna Import', ...rest],
    [open, 'Import New', ...rest],
    [late.id, 'Import Anna', ...rest],
    ['=1+1', 'Import Anna', ...rest],
    // In two parts: what this house says is no case itself.
    [
      open,
      'Import Case',
      'Sergeant',
      'CID',
      '7',
      ['I want to report a', 'murder in my street.'].join(' '),
      '',
      '',
    ],
    ['', 'Import Anna', ...rest],
    ['Atlantis', 'Import Anna', ...rest],
    [alike, 'Import Anna', ...rest],
    [shut, 'Import Anna', ...rest],
    [open, '', ...rest],
    [open, 'Import Two', ...rest],
    [open, 'Import Pending', ...rest],
    [open, own, ...rest],
    [open, 'x'.repeat(90), ...rest],
    [open, 'Import Norank', '', 'CID', '7', 'Leads.', '', ''],
    [open, 'Import Nounit', 'Sergeant', '', '7', 'Leads.', '', ''],
    [open, 'Import Years', 'Sergeant', 'CID', 'many', 'Leads.', '', ''],
    [open, 'Import Noreason', 'Sergeant', 'CID', '7', '', '', ''],
    [open, 'Import Perhaps', 'Sergeant', 'CID', '7', 'Leads.', 'perhaps', ''],
  ];
  await kofi.runs('nominate import');
  await kofi.presses('nominate/import/start');
  await kofi.fills({ file: table('course;name\n') });
  await kofi.corrects({ file: table(`course;name\n${'a;b\n'.repeat(501)}`) });
  await kofi.corrects({ file: table('course;name\n"Ama') });
  await kofi.corrects({ file: table('PK\u0003\u0004 but no archive') });
  await kofi.corrects({ file: table('rank;unit\na;b') });
  await kofi.corrects({ file: tableOf(rows) });
  await kofi.presses('nominate/import/page', '|1');
  await kofi.presses('nominate/import/page', '|2');
  await kofi.presses('nominate/import/page', '|1');
  await kofi.presses('nominate/import/page', '|0');
  await kofi.presses('nominate/import/keep-doubtful');
  await kofi.presses('nominate/import/keep-doubtful');
  await tour.arrange(async (records) => {
    const [anna] = await records.imports.members(host.of, ['Import Anna']);
    const [one] = await records.nominations.list({ course: open, nominee: anna?.id ?? '' });
    await records.nominations.grantSeat(one?.id ?? '', await standingPass(records, open));
  });
  const beside = await arrangeCourse(tour, 'Beside', { ...host, state: 'call-open' });
  await kofi.runs('nominate import', {
    file: tableOf([
      [open, 'Import Anna', ...rest],
      [beside, 'Import Anna', ...rest],
      [beside, 'Import New', ...rest],
    ]),
  });
  await kofi.presses('nominate/import/keep');
  await kofi.runs('nominate import', { file: tableOf([[beside, 'Import Last', ...rest]]) });
  await kofi.presses('nominate/import/discard');
  await salma.pressesRoute('nominate/import/page|dft_none|0');
  await tour.deliver();
}

const header = ['course', 'name', 'rank', 'unit', 'years', 'reason', 'reserve', 'visa'];

function tableOf(rows: readonly (readonly string[])[]) {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  return table([header, ...rows].map((row) => row.map(quoted).join(';')).join('\n'));
}

function table(text: string) {
  const bytes = new TextEncoder().encode(text);
  return {
    name: 'nominations.csv',
    declaredType: 'text/csv',
    bytes: bytes.byteLength,
    open: async () => bytes,
  };
}

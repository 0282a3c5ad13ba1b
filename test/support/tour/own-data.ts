// What people do about their own data on the tour, what is forgotten, and what the hub sets and keeps for how long.
import { settingNames } from '#exchange/hub-settings.ts';
import { approve } from '../gate-papers.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse, arrangeNomination } from './papers.ts';

export async function keepOwnData(tour: Tour, company: Company): Promise<void> {
  await readOwn(tour, company);
  await importMembers(tour, company);
  await setPeriods(tour, company);
  await handOverFirst(tour, company);
  await forgetOthers(tour, company);
  await forgetOneself(tour, company);
}

/** Everybody's file is another: who has nominated, attended, answered, proposed, decided, or only asked to come in. */
async function readOwn(tour: Tour, { vera, otto, kofi, ama, yusuf, mona }: Company): Promise<void> {
  const eve = tour.as('practice:eve');
  await tour.as('practice:late').runs('exchange join');
  for (const one of [vera, otto, kofi, ama, yusuf, mona, eve, tour.as('practice:late')])
    await one.runs('my data');
  await tour.as('practice:nobody-at-all').runs('my data');
  const begun = { path: 'exchange join', account: 'practice:only-begun', channel: undefined } as const;
  await tour.arrange(({ drafts }) => drafts.keep({ ...begun, values: {}, pagesDone: [] }));
  await tour.as('practice:only-begun').runs('my data');
  const silent = await tour.arrange(async ({ feedback, people }) => {
    const rounds = await feedback.rounds('closed');
    const persons = await Promise.all(rounds.map((round) => feedback.silent(round.id)));
    return people.accountsOfAll(persons.flat());
  });
  for (const { id } of silent.slice(0, 1)) await tour.as(id).runs('my data');
  await tour.deliver();
}

async function setPeriods(tour: Tour, { vera, olga }: Company): Promise<void> {
  await vera.runs('exchange settings');
  for (const name of settingNames) await vera.presses('exchange/settings/choose', '', name);
  await vera.presses('exchange/settings/choose', '', 'retention.seats');
  await vera.presses('exchange/settings/change', 'retention.seats');
  await vera.fills({ to: '3' });
  await vera.corrects({ to: '180' });
  const named = (await vera.runs('exchange settings', { setting: 'approver.high' })).length;
  if (named === 0) throw new Error('A setting shows itself.');
  await vera.runs('exchange settings', { setting: 'approver.low', to: 'janitor' });
  await vera.corrects({ to: 'minister' });
  await vera.runs('exchange settings', { setting: 'validity.low', to: '300' });
  await vera.runs('exchange settings', { setting: 'validity.low' });
  await vera.presses('exchange/settings/reset', 'validity.low');
  await vera.runs('exchange settings', { setting: 'offer.visa-lead', to: '45' });
  await vera.runs('exchange settings', { setting: 'verification.period', to: '100' });
  await vera.runs('exchange settings', { setting: 'seats.window', to: '700' });
  await vera.pressesRoute('exchange/settings/reset|verification.period');
  await vera.runs('exchange settings', { setting: 'attendance.threshold' });
  await vera.runs('exchange settings', { setting: 'attendance.threshold', to: '75' });
  await vera.pressesRoute('exchange/settings/reset|attendance.threshold');
  await vera.runs('exchange settings');
  await vera.pressesRoute('exchange/settings/reset|of yesterday');
  await olga.runs('exchange settings');
  await olga.runs('exchange settings', { setting: 'retention.codes' });
  await olga.runs('exchange settings', { setting: 'retention.codes', to: '20' });
  await tour.deliver();
}

/** A file with everything that can be right and wrong in it, and files that are none. */
async function importMembers(tour: Tour, { vera, salma, kofi, organisations }: Company): Promise<void> {
  const table = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    return {
      name: 'members.csv',
      declaredType: 'text/csv',
      bytes: bytes.byteLength,
      open: async () => bytes,
    };
  };
  const rows = [
    'name;role;organisation;account;language;zone;rank;unit',
    'Adwoa;trainee;;;English;Africa/Accra;Sergeant;Cyber',
    'Abla;;;practice:abla;;;;',
    'Old friend;;;practice:kofi;;;;',
    'Namesake;;;;;;;',
    ';trainee;;;;;;',
    `${'x'.repeat(90)};;;;;;;`,
    '=1+1;;;;;;;',
    'One;emperor;;;;;;',
    'Two;;Atlantis;;;;;',
    'Three;;;;klingon;;;',
    'Four;;;;;Mars/Olympus;;',
    'Five;;;somebody;;;;',
    'Six;coordinator;;;;;;',
    'Adwoa;trainee;;;;;;',
  ];
  await tour.arrange(({ people }) =>
    people.add({ name: 'Namesake', organisation: organisations.host, membership: 'confirmed' }),
  );
  await kofi.runs('exchange import');
  await kofi.fills({ file: table('name\n') });
  await kofi.corrects({ file: table(`name\n${'Ama\n'.repeat(501)}`) });
  await kofi.corrects({ file: table('name\n"Ama') });
  await kofi.corrects({ file: table('PK\u0003\u0004 but no archive') });
  await kofi.corrects({ file: table('rank;unit\na;b') });
  await kofi.corrects({ file: table(rows.join('\n')) });
  await kofi.presses('exchange/import/page', '|1');
  await kofi.presses('exchange/import/page', '|0');
  await kofi.presses('exchange/import/keep-namesakes');
  await kofi.presses('exchange/import/keep-namesakes');
  await kofi.runs('exchange import', { file: table('name\nKojo Late') });
  await kofi.presses('exchange/import/discard');
  await vera.runs('exchange import', { file: table('nom;rôle;organisation\nAnother;trainee;') });
  await vera.presses('exchange/import/keep');
  await salma.pressesRoute('exchange/import/page|dft_none|0');
  await tour.deliver();
}

/** Somebody on whom others depend: for a mitigation, and for an office for which nobody else decides. */
async function handOverFirst(tour: Tour, { vera, kofi, organisations }: Company): Promise<void> {
  const by = await tour.person(kofi.account);
  const days = { startsOn: '2027-06-07', endsOn: '2027-06-11', deadline: '2027-05-20' } as const;
  const of = organisations.host;
  const course = await arrangeCourse(tour, 'Depended on', { by, of, ...days, state: 'gated' });
  const one = tour.as('practice:depended-on');
  const name = tour.wording.line('Depended on', 80);
  const { id, risk } = await tour.arrange(async (records) => {
    const { id } = await records.people.add({ name, organisation: of, membership: 'confirmed' });
    await records.people.link(one.account, id, name);
    const texts = { risk: tour.wording.text('Misuse.', 300), mitigation: tour.wording.text('A visit.', 300) };
    const risk = await records.papers.addRisk(course, { ...texts, owner: id, due: '2027-05-01' });
    for (const verdict of ['proceed', 'decline', 'return'] as const)
      await approve(records, course, id, tour.wording.text('Because.', 300), verdict);
    return { id, risk: risk.id };
  });
  await one.runs('my forget');
  await one.runs('my data');
  const role = { role: 'approver', scope: 'minister' } as const;
  const others = await tour.arrange(async ({ people }) => {
    const held = await people.withRole(role.role, role.scope, tour.now());
    for (const person of held) await people.revoke({ person: person.id, ...role });
    return held;
  });
  await vera.runs('exchange settings', { setting: 'approver.low', to: 'minister' });
  await tour.deliver();
  await vera.pressesRoute('exchange/settings/reset|approver.low');
  await tour.arrange(({ people }) => people.grant({ person: id, ...role }));
  await one.runs('my forget');
  await tour.arrange(async ({ people, papers }) => {
    await people.revoke({ person: id, ...role });
    for (const person of others) await people.grant({ person: person.id, ...role });
    await papers.mitigated(risk, id);
  });
  await vera.runs('course cancel', { course, reason: tour.wording.text('Over.', 500) });
  await tour.deliver();
}

/** One with a seat, one whose nomination is open; the liaison officer hears of both without a name. */
async function forgetOthers(tour: Tour, { vera, kofi, organisations }: Company): Promise<void> {
  const by = await tour.person(kofi.account);
  const of = organisations.host;
  const days = { startsOn: '2027-06-01', endsOn: '2027-06-04', deadline: '2027-05-20' } as const;
  const course = await arrangeCourse(tour, 'Much later', { by, of, ...days, state: 'call-open' });
  const people: string[] = [];
  const nominations: string[] = [];
  for (const account of ['practice:gone-with-seat', 'practice:gone-without'] as const) {
    const name = tour.wording.line(account.slice(9), 80);
    const { id } = await tour.arrange(async (records) => {
      const person = await records.people.add({ name, organisation: of, membership: 'confirmed' });
      await records.people.link(account, person.id, name);
      return person;
    });
    const seat = people.length === 0;
    nominations.push(await arrangeNomination(tour, course, account, { by, of, seat }));
    people.push(id);
  }
  await vera.runs('exchange member-forget');
  await vera.fills({ forgotten: await tour.person(vera.account) });
  await vera.runs('exchange member-forget', { forgotten: by });
  for (const forgotten of people) {
    await vera.runs('exchange member-forget', { forgotten });
    await vera.presses('exchange/member-forget/confirm', forgotten);
    await vera.pressesRoute(`exchange/member-forget/confirm|${forgotten}`);
  }
  await vera.presses('exchange/member-forget/keep');
  await vera.pressesRoute('exchange/member-forget/confirm|per_none');
  await tour.deliver();
  await kofi.runs('nominate list', { course });
  for (const one of nominations) await vera.pressesRoute(`nominate/list/one|${one}`);
  await vera.runs('course cancel', { course, reason: tour.wording.text('Over.', 500) });
  await tour.deliver();
}

async function forgetOneself(tour: Tour, { kofi }: Company): Promise<void> {
  await kofi.runs('my forget');
  await tour.as('practice:nobody-at-all').runs('my forget');
  const late = tour.as('practice:late');
  await late.runs('my forget');
  await late.presses('my/forget/keep');
  await late.presses('my/forget/confirm');
  await late.presses('my/forget/confirm');
  // Still waits to be taken in when the purge of two years later comes by.
  await tour.as('practice:waits').runs('exchange join');
  // And a server that was left before any organisation had tied it.
  await tour.arrange(({ places }) => places.leave('discord:799'));
}

// How everybody of the tour comes into the exchange: setup, organisations, members and their refusals, channels, own things.
import type { Office } from '#exchange/hub-settings.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import { inPlain } from '../exchange-bench.ts';
import type { Tour } from './ground.ts';
import { approver, earlyProposal, giveApproval, minister } from './papers.ts';
import type { Shown, Traveller } from './traveller.ts';

/** Two coordinators in Slack; an organisation in the practice room, one on Discord, one in a shared Slack channel. */
export interface Company {
  /** Coordinators: Vera opened the exchange, Otto came second. */
  readonly vera: Traveller;
  readonly otto: Traveller;
  readonly olga: Traveller;
  /** Liaison officer, manager and trainee of the host. */
  readonly kofi: Traveller;
  readonly mona: Traveller;
  readonly ama: Traveller;
  /** Liaison officer and trainee of the guest. */
  readonly salma: Traveller;
  readonly yusuf: Traveller;
  /** Liaison officer of the third organisation, who takes no direct messages. */
  readonly lia: Traveller;
  readonly stranger: Traveller;
  readonly organisations: Readonly<Record<OrganisationName, string>>;
}

export type OrganisationName = 'hub' | 'host' | 'guest' | 'third' | 'absent';

/** With names that differ in every sense: a long one, one of an hour's difference, one on the other side. */
const zones = {
  hub: 'America/North_Dakota/New_Salem',
  host: 'Africa/Accra',
  guest: 'Africa/Cairo',
  third: 'Asia/Kathmandu',
  absent: 'Pacific/Auckland',
} as const;
const countries = { hub: 'CH', host: 'GH', guest: 'EG', third: 'GS', absent: 'NZ' } as const;

const slack = { place: 'slack:T1', channel: 'slack:T1:C00000001' } as const;
const discord = { place: 'discord:700', channel: 'discord:700:701' } as const;

export async function gather(tour: Tour): Promise<Company> {
  const as = tour.as;
  const people = {
    vera: as('slack:T1:U00000001', { ...slack, administrator: true }),
    otto: as('slack:T1:U00000002', slack),
    olga: as('slack:T1:U00000003', slack),
    kofi: as('practice:kofi'),
    mona: as('practice:mona'),
    ama: as('practice:ama'),
    salma: as('discord:42', discord),
    yusuf: as('discord:43', discord),
    lia: as('slack:T1:U00000009', { ...slack, channel: 'slack:T1:C00000009' }),
    stranger: as('practice:stranger'),
  };
  await beforeAnything(tour, people.stranger);
  await openExchange(tour, people.vera);
  await people.vera.runs('course propose', earlyProposal(tour));
  const organisations = await letIn(tour, people);
  const company = { ...people, organisations };
  await takeIn(tour, company);
  const early = await tour.course(earlyProposal(tour).title);
  await giveApproval(tour, early.id);
  await people.otto.runs('course publish', { course: early.id });
  await nameChannels(tour, company);
  await ownThings(tour, company);
  return company;
}

/** The code in an answer, as it was printed. */
export function codeIn(shown: Shown): string {
  const said = shown.map(inPlain).join('\n');
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(said)?.[0];
  if (code === undefined) throw new Error(`No code in: ${said}`);
  return code;
}

const wrongCode = 'AAAA-BBBB-CCCC-DDDD';

async function beforeAnything({ language }: Tour, stranger: Traveller): Promise<void> {
  await stranger.runs('exchange help');
  await stranger.runs('course');
  await stranger.runs('course propse <!channel> @everyone');
  const direct = stranger.in({ place: undefined, channel: undefined });
  await direct.runs('my tasks');
  await stranger.runs('my language', { language });
  await stranger.runs('my timezone', { zone: 'Africa/Accra' });
  await stranger.runs('my notifications', { reminders: 'all' });
  await stranger.runs('my link');
  await stranger.runs('my link', { code: wrongCode });
  await stranger.runs('exchange join');
  await stranger.runs('exchange join', { code: wrongCode });
  await stranger.runs('exchange setup');
  await stranger.pressesRoute('form/open|dft_none|0');
  await stranger.pressesRoute('inbox/read|dlv_none');
  await stranger.pressesRoute('course/of/yesterday|crs_none');
}

async function openExchange({ wording, language, ...tour }: Tour, vera: Traveller): Promise<void> {
  const code = '7KQ4-M2XA-9RTB-C5DE';
  await tour.arrange((records) => records.codes.issue(code, 'setup', 'hub', tour.now() + 86_400_000));
  await vera.runs('exchange setup');
  const hub = { name: wording.line('Hub', 80), country: countries.hub, language, zone: zones.hub };
  await vera.fills({ code: wrongCode, ...hub });
  await vera.corrects({ code });
  await vera.runs('exchange setup');
  await vera.runs('exchange organisation-list');
  await vera.runs('my tasks');
}

type People = Omit<Company, 'organisations'>;

async function letIn(tour: Tour, { vera, kofi, salma, lia }: People): Promise<Company['organisations']> {
  const { wording, language } = tour;
  const ids: Record<string, string> = {};
  const codes: Record<string, string> = {};
  await vera.runs('exchange organisation-add', { zone: 'america', country: 'zzzz', language: 'klingon' });
  for (const name of ['host', 'guest', 'third', 'absent'] as const) {
    const added = { name: wording.line(name, 80), country: countries[name], language, zone: zones[name] };
    codes[name] = codeIn(await vera.runs('exchange organisation-add', added));
    await vera.runs('exchange organisation-add', added);
  }
  for (const one of await tour.arrange((records) => records.organisations.all()))
    for (const name of Object.keys(zones))
      if (one.name === wording.line(name === 'hub' ? 'Hub' : name, 80)) ids[name] = one.id;

  await kofi.in({ place: undefined, channel: undefined }).runs('exchange join', { code: codes.host ?? '' });
  await kofi.runs('exchange join', { code: codes.host ?? '' });
  await salma.runs('exchange join', { code: codes.guest ?? '', here: 'place' });
  await lia.runs('exchange join', { code: codes.third ?? '', here: 'place' });
  await lia.runs('exchange join', { code: codes.third ?? '' });
  await kofi.runs('course list');
  await tour.deliver();
  for (const waiting of [kofi, salma, lia]) {
    const id = await tour.person(waiting.account);
    await vera.presses('exchange/member-confirm/as', `${id}|liaison`);
    await vera.presses('exchange/member-confirm/as', `${id}|trainee`);
  }
  await tour.deliver();
  return ids as Company['organisations'];
}

async function takeIn(tour: Tour, company: Company): Promise<void> {
  const { vera, otto, olga, kofi, mona, ama, salma, yusuf, stranger, organisations } = company;
  const { wording } = tour;
  await kofi.runs('exchange member-confirm');
  for (const account of ['practice:ama', 'practice:eve', 'practice:ben'] as const)
    await tour.as(account).runs('exchange join');
  await tour.deliver();

  await kofi.runs('my tasks');
  await kofi.presses('exchange/member-confirm/open', await tour.person(ama.account));
  await kofi.fills({ role: 'trainee' });
  await ama.runs('exchange join');
  await kofi.presses('exchange/member-confirm/turn-away', await tour.person('practice:eve'));
  await vera.presses('exchange/member-confirm/turn-away', await tour.person('practice:eve'));
  await kofi.presses('exchange/member-confirm/as', `${await tour.person('practice:ben')}|liaison`);
  await kofi.presses('exchange/member-confirm/as', `${await tour.person('practice:ben')}|trainee`);
  await ama.runs('course publish');

  const name = (short: string) => wording.line(short, 80);
  await vera.runs('exchange member-add', { name: name('Otto'), role: 'coordinator', account: otto.account });
  await vera.runs('exchange member-add', { name: name('Otto'), role: 'coordinator', account: otto.account });
  await kofi.runs('exchange member-add', { name: name('Kwame'), role: 'coordinator' });
  await kofi.runs('exchange member-add', { name: name('Kwame'), role: 'trainee', account: 'nobody' });
  await vera.runs('exchange member-add');
  const hosted = { role: 'manager', organisation: organisations.host } as const;
  const code = codeIn(await vera.fills({ name: name('Mona'), ...hosted }));
  await ama.runs('exchange join', { code });
  await mona.runs('exchange join', { code });
  const olgas = await vera.runs('exchange member-add', { name: name('Olga'), role: 'oversight' });
  await olga.runs('exchange join', { code: codeIn(olgas) });
  const yusufs = { name: name('Yusuf'), role: 'trainee', account: yusuf.account } as const;
  await salma.runs('exchange member-add', yusufs);
  await stranger.runs('exchange help');
  await kofi.runs('exchange help');
  await tour.deliver();
  await arrangeOthers(tour, organisations);
}

/** Whom the bot cannot reach, and who belongs nowhere but holds a role. */
async function arrangeOthers(tour: Tour, organisations: Company['organisations']): Promise<void> {
  await tour.arrange(async (records) => {
    const add = async (account: AccountId, organisation?: string, office?: Office) => {
      const name = tour.wording.line(account.split(':').at(-1) ?? '', 80);
      const person = await records.people.add({ name, organisation, membership: 'confirmed' });
      await records.people.link(account, person.id, name);
      const role = office ? 'approver' : organisation === undefined ? 'coordinator' : 'liaison';
      await records.people.grant({ person: person.id, role, scope: office ?? organisation ?? 'hub' });
    };
    await add('slack:T9:U00000099', organisations.absent);
    await add('practice:noor');
    await add(approver, organisations.hub, 'head-of-department');
    await add(minister, organisations.hub, 'minister');
  });
}

async function nameChannels({ arrange, ...tour }: Tour, company: Company): Promise<void> {
  const { vera, kofi, salma, lia, organisations } = company;
  const { guest } = organisations;
  const set = (who: Traveller, purpose: string, channel: ChannelId, organisation?: string) =>
    who.runs('exchange channel-set', { purpose, channel, ...(organisation ? { organisation } : {}) });
  await vera.runs('exchange channel-set');
  await vera.fills({ purpose: 'announcements', channel: 'slack:T1:C00000001' });
  await set(vera, 'managers', 'slack:T1:C00000002');
  await set(kofi, 'announcements', 'practice:host-news', guest);
  await set(kofi, 'announcements', 'practice:host-news');
  await kofi.runs('exchange channel-set', { purpose: 'managers', channel: 'general' });
  await set(kofi, 'managers', 'practice:host-managers');
  await set(salma, 'announcements', 'discord:700:701');
  await set(salma, 'managers', 'discord:700:702');
  await set(lia, 'announcements', 'slack:T1:C00000009');
  await vera.runs('exchange organisation-list');
  await tour.deliver();
}

async function ownThings(tour: Tour, { kofi, mona, ama }: Company): Promise<void> {
  const { language } = tour;
  await mona.runs('my language');
  await mona.fills({ language });
  await mona.runs('my timezone');
  await mona.fills({ zone: zones.hub });
  await mona.runs('my notifications');
  await mona.fills({ reminders: 'essential' });
  await mona.runs('my notifications', { reminders: 'all', platform: 'slack' });
  const code = codeIn(await mona.runs('my link'));
  await mona.runs('my link', { code });
  await ama.runs('my link', { code });
  await tour.as('slack:T1:U00000070', slack).runs('my link', { code });
  await mona.runs('my link');
  await mona.runs('my notifications', { reminders: 'all', platform: 'slack' });
  await kofi.runs('my tasks');
}

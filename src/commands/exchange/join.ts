// /exchange join: a code ties a place or an account; without one, a person asks to be taken in where they are.
import type { Answer } from '#bot/answer.ts';
import { circlesOf, hubCircle, renewersOf } from '#bot/approvals.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { value } from '#bot/text.ts';
import { readCode } from '#exchange/codes.ts';
import type { Person } from '#store/records/people.ts';
import { becomeCoordinator } from './_coordinator.ts';
import { confirmersOf } from './_membership.ts';
import { tellOfPlace } from './_places.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'exchange join',
  words,
  who: 'anyone',
  access: 'write',
  servesUntied: true,
  guesses: 'code',
  asks: {
    code: optional(ask.text({ max: 80, secret: true })),
    here: optional(ask.choice(['place', 'channel'], 'here')),
  },
  pages: [['code', 'here']],
  async run({ code, here }, desk) {
    if (code === undefined) return askToBeTakenIn(desk);
    const redeemed = await desk.records.codes.redeem(readCode(code) ?? code, [
      'organisation',
      'person',
      'link',
      'coordinator',
    ]);
    if (!redeemed) return { correct: { code: desk.say('join.wrongCode') } };
    if (redeemed.purpose === 'organisation') return tieHere(desk, redeemed.subject, here);
    if (redeemed.purpose === 'coordinator') return becomeCoordinator(desk, redeemed.subject);
    return becomePerson(desk, redeemed.subject);
  },
});

/** Without a code: a member-to-be of the organisation whose place this is, until somebody confirms them. */
async function askToBeTakenIn(desk: Desk<Key>): Promise<Answer | readonly Answer[]> {
  const { asker } = desk;
  if (asker.person?.membership === 'lapsed') return askToBeRenewed(desk, asker.person);
  if (asker.person?.membership === 'confirmed')
    return desk.refuse('join.already', { organisation: value(asker.organisation?.name ?? '') });
  if (!asker.organisation) return desk.refuse('join.untied');
  const person = await waitingPerson(desk, asker.organisation.id);
  return [
    { reply: [{ paragraph: desk.say('join.waiting', { organisation: value(asker.organisation.name) }) }] },
    ...(await tellConfirmers(desk, person, asker.organisation.id)),
  ];
}

/** Whose approval has run out stays who they are: whoever answers for them is asked, once a day. */
async function askToBeRenewed(desk: Desk<Key>, person: Person): Promise<readonly Answer[]> {
  const { records, now } = desk;
  const hub = await records.organisations.hub();
  const circle = (await circlesOf(records, [person], hub)).get(person.id) ?? hubCircle;
  const renewers = await renewersOf(records, circle, now);
  return [
    { reply: [{ paragraph: desk.say('join.renewal') }] },
    ...renewers.map((tell) => ({
      tell,
      message: 'exchange/members-to-verify',
      facts: { circle },
      key: `verification asked · ${circle} · ${Math.floor(now / 86_400_000)}`,
    })),
  ];
}

async function tieHere(
  desk: Desk<Key>,
  organisationId: string,
  here: string | undefined,
): Promise<Answer | readonly Answer[]> {
  const { asker, records } = desk;
  const organisation = await records.organisations.byId(organisationId);
  if (!organisation) return desk.refuse('join.wrongCode');
  if (asker.place === undefined) return desk.refuse('join.notHere');
  const holder = await records.organisations.of(asker.place, undefined);
  const shared = holder !== undefined && holder.id !== organisationId;
  const asChannel = here === 'channel' || (here === undefined && shared);
  if (asChannel && asker.channel === undefined) return desk.refuse('join.notHere');
  if (!asChannel && shared) return desk.refuse('join.placeTaken', { organisation: value(holder.name) });
  const channelHolder = asChannel ? await records.organisations.of(undefined, asker.channel) : undefined;
  if (channelHolder !== undefined && channelHolder.id !== organisationId)
    return desk.refuse('join.placeTaken', { organisation: value(channelHolder.name) });
  const place = asChannel && asker.channel !== undefined ? asker.channel : asker.place;
  await records.organisations.tie(place, organisationId, asker.placeName);

  const tied = desk.say(asChannel ? 'join.tiedChannel' : 'join.tiedPlace', {
    organisation: value(organisation.name),
  });
  const news = { id: place, name: asker.placeName, organisation: organisationId };
  if (asker.person?.membership === 'confirmed' || asker.person?.membership === 'lapsed')
    return [{ reply: [{ paragraph: tied }] }, ...(await tellOfPlace(desk, 'exchange/place-tied', news))];
  const person = await waitingPerson(desk, organisationId);
  const told = await tellOfPlace(desk, 'exchange/place-tied', { ...news, person: person.id });
  return [
    {
      reply: [
        { paragraph: tied },
        { paragraph: desk.say('join.waiting', { organisation: value(organisation.name) }) },
      ],
    },
    ...told,
    // Coordinators hear of both at once.
    ...(await tellConfirmers(desk, person, organisationId)).filter(
      (answer) => !told.some((one) => 'tell' in one && 'tell' in answer && one.tell === answer.tell),
    ),
  ];
}

/** A code that was made for one person: this account is theirs from now on. */
async function becomePerson(desk: Desk<Key>, personId: string): Promise<Answer | readonly Answer[]> {
  const { asker, records } = desk;
  const person = await records.people.byId(personId);
  if (!person) return desk.refuse('join.wrongCode');
  if (asker.person && asker.person.id !== personId)
    return desk.refuse('join.accountTaken', { name: value(asker.person.name) });
  const isSecond = !asker.person && (await records.people.accountsOf(personId)).length > 0;
  if (!asker.person) await records.people.link(asker.account, personId, asker.accountName);
  await records.deliveries.hasten(personId, desk.now);
  const welcome = [
    { heading: desk.say('join.welcome', { name: value(person.name) }) },
    { paragraph: desk.say('join.linked') },
  ];
  if (!isSecond) return { reply: welcome };
  return [
    { reply: welcome },
    {
      tell: personId,
      message: 'my/account-linked',
      facts: { account: asker.account },
      key: `account linked · ${asker.account} · ${desk.now}`,
    },
  ];
}

async function waitingPerson(desk: Desk<Key>, organisation: string): Promise<Person> {
  const { asker, records } = desk;
  if (asker.person) return records.people.change(asker.person.id, { organisation, membership: 'pending' });
  const person = await records.people.add({ name: asker.accountName, organisation, membership: 'pending' });
  await records.people.link(asker.account, person.id, asker.accountName);
  return person;
}

async function tellConfirmers(
  desk: Desk<Key>,
  person: Person,
  organisation: string,
): Promise<readonly Answer[]> {
  const confirmers = await confirmersOf(desk.records, organisation, desk.now);
  return confirmers.map((tell) => ({
    tell,
    message: 'exchange/member-waiting',
    facts: { person: person.id },
    // Once a day: asking again must not wake anybody again.
    key: `member waiting · ${person.id} · ${organisation} · ${Math.floor(desk.now / 86_400_000)}`,
  }));
}

// The people of the story, and how they come together: the hub opens, organisations join, members are taken in.
import { expect } from 'vitest';
import { formBefore } from '../support/fill-pages.ts';
import { codeIn, hears } from './hearing.ts';
import type { OrganisationName } from './layouts.ts';
import { said } from './said.ts';
import type { Actor, World } from './world.ts';

export const names = {
  hub: 'Police Training Secretariat',
  accra: 'Police Academy, Accra',
  rabat: 'معهد الشرطة، الرباط',
} as const satisfies Record<OrganisationName, string>;

export interface Cast {
  /** Coordinators of the hub. */
  readonly nadia: Actor;
  readonly piet: Actor;
  /** Accra: the liaison officer who proposes, a manager, and trainees; Kofi has no part in the record yet. */
  readonly ama: Actor;
  readonly kojo: Actor;
  readonly efua: Actor;
  readonly kwame: Actor;
  readonly kofi: Actor;
  /** Rabat, in Arabic. */
  readonly youssef: Actor;
  readonly salma: Actor;
  readonly omar: Actor;
  readonly hind: Actor;
  readonly zineb: Actor;
}

/** Step 1 of the story. */
export async function opensTheExchange(world: World): Promise<Cast> {
  const nadia = await world.actor('Nadia', 'hub', { administrator: true });
  await nadia.runs('exchange setup', { code: world.setupCode });
  await formBefore(nadia.person);
  await nadia.person.fills({
    name: names.hub,
    country: 'Switzerland',
    language: 'English',
    zone: 'Europe/Zurich',
  });
  await nadia.person.waitsFor(`${names.hub} is the hub of the exchange, and you are its coordinator.`);
  await namesChannels(nadia, names.hub);

  const piet = await world.actor('Piet', 'hub');
  await takesIn(nadia, piet, 'coordinator');

  const ama = await joins(world, nadia, 'Ama', 'accra', {
    name: names.accra,
    country: 'Ghana',
    language: 'English',
    timezone: 'Africa/Accra',
  });
  const youssef = await joins(world, nadia, 'Youssef', 'rabat', {
    name: names.rabat,
    country: 'Morocco',
    language: 'Arabic',
    timezone: 'Africa/Casablanca',
  });
  // On Discord their welcome had to wait for a channel where they may be called.
  world.clock.set('2027-01-05T10:00Z');
  await world.sweep();
  for (const liaison of [ama, youssef]) await isWelcomed(liaison);

  const [kojo, efua, kwame, kofi] = await Promise.all(
    ['Kojo', 'Efua', 'Kwame', 'Kofi'].map((name) => world.actor(name, 'accra')),
  );
  const [salma, omar, hind, zineb] = await Promise.all(
    ['Salma', 'Omar', 'Hind', 'Zineb'].map((name) => world.actor(name, 'rabat', { speaks: 'ar' })),
  );
  if (!kojo || !efua || !kwame || !kofi || !salma || !omar || !hind || !zineb)
    throw new Error('Nobody came.');
  await takesIn(ama, kojo, 'manager');
  for (const trainee of [efua, kwame]) await takesIn(ama, trainee, 'trainee');
  for (const trainee of [salma, omar, hind, zineb]) {
    await takesIn(youssef, trainee, 'trainee');
    await speaksArabic(trainee);
  }
  return { nadia, piet, ama, kojo, efua, kwame, kofi, youssef, salma, omar, hind, zineb };
}

async function namesChannels({ runs, person, seat, speaks }: Actor, organisation: string): Promise<void> {
  for (const purpose of ['announcements', 'managers'] as const) {
    await runs('exchange channel-set', { purpose, channel: seat[purpose] });
    const confirmed = said('exchange', `channel-set.${purpose}`, speaks, { organisation, channel: '@' });
    await person.waitsFor(confirmed.split('@')[0] ?? '');
  }
}

/** An organisation is added, its liaison officer joins with its code, is confirmed, and names its channels. */
async function joins(
  world: World,
  nadia: Actor,
  name: string,
  of: 'accra' | 'rabat',
  about: Readonly<Record<string, string>>,
): Promise<Actor> {
  await nadia.runs('exchange organisation-add', about);
  const added = await nadia.person.waitsFor(`${names[of]} takes part now`);
  const stranger = await world.actor(name, of);

  const { shares } = stranger.seat;
  await stranger.runs('exchange join', { code: codeIn(added), here: shares ? 'channel' : 'place' });
  await stranger.person.waitsFor(`Your request to join ${names[of]} has been passed on.`);
  await hears(nadia, `${name} asks to be taken in as a member of ${names[of]}.`);
  await nadia.person.presses('Confirm: Liaison officer', `${name} asks to be taken in`);
  await nadia.person.waitsFor(`${name} is confirmed for ${names[of]} as: Liaison officer.`);

  const liaison =
    of === 'rabat' ? await speaksArabic(await world.actor(name, of, { speaks: 'ar' })) : stranger;
  await namesChannels(liaison, names[of]);
  return liaison;
}

export async function speaksArabic(actor: Actor): Promise<Actor> {
  await actor.runs('my language', { language: 'ar' });
  const arabic = said('house', 'language.ar', 'ar');
  await actor.person.waitsFor(said('my', 'language.set', 'ar', { language: arabic }));
  return actor;
}

/** Somebody with an account is taken in with the platform's own picker, and hears of it. */
export async function takesIn(
  by: Actor,
  who: Actor,
  role: 'coordinator' | 'manager' | 'trainee',
): Promise<void> {
  await by.runs('exchange member-add', { name: who.person.name, role, account: who.person.account });
  const named = said('house', `role.${role}`, by.speaks);
  const confirmed = await by.person.waitsFor(new RegExp(`${who.person.name}.*${named}`));
  expect(confirmed).not.toContain('code');
  await isWelcomed(who);
}

/** A client speaks its own language until its person has chosen one. */
async function isWelcomed(who: Actor): Promise<void> {
  const welcome = (['en', who.speaks] as const).map((one) => said('exchange', 'member-confirmed.title', one));
  await hears(who, new RegExp(welcome.join('|')));
}

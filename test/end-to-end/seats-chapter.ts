// Step 4 of the story, and the reminders of step 5 that come before it: people are nominated, and six seats are given.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { type Cast, names } from './cast.ts';
import { title } from './course-chapter.ts';
import { codeIn, hears } from './hearing.ts';
import { said } from './said.ts';
import type { Actor, World } from './world.ts';

const about = {
  rank: 'Inspector',
  unit: 'Cybercrime Unit',
  yearsOfService: 7,
  reason: 'Leads the laboratory, and will teach what is learned here.',
} as const;

export async function nominates(world: World, cast: Cast): Promise<void> {
  const { ama, efua, kwame, kofi, youssef, kojo } = cast;
  for (const nominee of [efua, kwame]) {
    await ama.person.presses('Nominate', title);
    await formBefore(ama.person);
    await fillsPages(ama.person, { person: `${nominee.person.name} · ${names.accra}`, ...about });
    await ama.person.waitsFor(`${nominee.person.name} is nominated`);
    await hears(nominee, `Ama of ${names.accra} has nominated you for “${title}”.`);
    await agrees(nominee);
    await releases(kojo, nominee);
  }

  // Somebody without an account: the code that the liaison officer passes on makes an account theirs.
  await ama.person.presses('Nominate', title);
  await fillsPages(ama.person, { newName: 'Kofi', ...about });
  const nominated = await ama.person.waitsFor('Please pass this one-time code on to Kofi');
  await kofi.runs('exchange join', { code: codeIn(nominated) });
  await kofi.person.waitsFor('Welcome, Kofi');
  await hears(kofi, `Ama of ${names.accra} has nominated you for “${title}”.`);
  await agrees(kofi);
  await releases(kojo, kofi);

  // Rabat has nominated nobody: its liaison officer is reminded, the other is not.
  await world.goesTo('2027-02-05T12:00Z');
  await hears(youssef, said('reminder', 'none', 'ar', { organisation: { value: names.rabat } }));
  for (const nominee of [cast.salma, cast.omar, cast.hind, cast.zineb]) {
    await youssef.runs('nominate add', {
      course: title,
      person: `${nominee.person.name} · ${names.rabat}`,
      rank: 'مفتشة',
      unit: 'الشرطة القضائية',
      years: 9,
      reason: 'تقود المختبر',
    });
    await youssef.person.waitsFor(said('nominate', 'add.done', 'ar', { name: nominee.person.name }));
    await hears(nominee, said('nominate', 'told.nominated.title', 'ar'));
    await agrees(nominee);
  }
}

/** Nobody takes part against their will: the nominee agrees in the message that tells them. */
async function agrees({ person, speaks }: Actor): Promise<void> {
  await person.presses(said('nominate', 'button.agree', speaks));
  await person.waitsFor(said('nominate', 'consent.given', speaks));
}

/** Accra has a manager, who is asked; Rabat has none, and its liaison officer's word is enough. */
async function releases(manager: Actor, nominee: Actor): Promise<void> {
  const name = nominee.person.name;
  await hears(manager, `has nominated ${name} for “${title}”`);
  await manager.person.presses(`Release ${name}`);
  await manager.person.waitsFor(`${name} is released.`);
}

/** Five seats one after the other; for the sixth, two coordinators press at the same instant for two people. */
export async function givesTheSeats(world: World, cast: Cast): Promise<{ sixth: Actor; left: Actor }> {
  const { nadia, piet, ama, kojo, efua, kwame, kofi, salma, omar, hind, zineb, youssef } = cast;
  await nadia.runs('nominate list', { course: title });
  await nadia.person.waitsFor(`Nominations for “${title}”`);
  for (const [index, nominee] of [efua, kwame, kofi, salma, omar].entries()) {
    await nadia.person.presses(`Accept ${nominee.person.name}`);
    await nadia.person.waitsFor(
      `${nominee.person.name} has a seat in “${title}”: ${index + 1} of 6 are given.`,
    );
  }

  await piet.runs('nominate list', { course: title });
  for (const coordinator of [nadia, piet]) {
    await coordinator.person.waitsFor('1 to 5 of 7');
    await coordinator.person.presses('Next');
    await coordinator.person.waitsFor('6 to 7 of 7');
  }
  await Promise.all([nadia.person.presses('Accept Hind'), piet.person.presses('Accept Zineb')]);
  const full = `All 6 seats of “${title}” are given.`;
  const given = / has a seat in “.*6 of 6 are given/u;
  const [first, second] = await Promise.all([
    Promise.race([nadia.person.waitsFor(full), nadia.person.waitsFor(given)]),
    Promise.race([piet.person.waitsFor(full), piet.person.waitsFor(given)]),
  ]);
  expect([first, second].filter((text) => given.test(text))).toHaveLength(1);
  const [sixth, left] = given.test(first) ? [hind, zineb] : [zineb, hind];

  for (const nominee of [efua, kwame, kofi, salma, omar, sixth])
    await hears(nominee, said('nominate', 'told.accepted', nominee.speaks, { title: { value: title } }));
  await hears(ama, `Efua, nominated by ${names.accra}, has a seat in “${title}”.`);
  await hears(youssef, new RegExp(`${sixth.person.name}.*${title}`));
  await world.settles();
  for (const reader of [nadia, kojo, salma]) {
    const seats = said('course', 'card.seatsGiven', reader.speaks, { granted: 6, seats: 6, free: 0 });
    await reader.person.waitsFor(seats, reader.seat.announcements);
  }
  return { sixth, left };
}

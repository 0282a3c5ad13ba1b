// The second half of a selection: blind reviews, a plan of the seats with a sentence for each, and offers until all are taken.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { names } from './cast.ts';
import { hears } from './hearing.ts';
import { said } from './said.ts';
import { purposes } from './selection-nominees.ts';
import { inField, type SelectionCast, seats, title } from './selection-scene.ts';
import type { Actor, World } from './world.ts';

const about = { title: { value: title } };
const merits = ['nothing speaks for it', 'little', 'in part', 'mostly', 'clearly', 'in full'] as const;
const merit = (step: 3 | 5) => `${step} – ${merits[step]}`;

export async function namesReviewers(world: World, { nadia, rita, sami }: SelectionCast): Promise<void> {
  for (const reviewer of [rita, sami]) {
    await nadia.runs('select reviewers', { course: title, person: inField(reviewer, world) });
    await nadia.person.waitsFor(`${reviewer.person.name} (${names.hub}): 0 of 0 reviewed`);
  }
}

/** The deadline passes: the call closes, and the lot that was committed to is shown. */
export async function closesTheCall(world: World, { nadia, rita, sami }: SelectionCast): Promise<void> {
  await nadia.runs('course show', { course: title });
  const card = await nadia.person.waitsFor('Its seed is shown when the call has closed');
  const [, commitment = '–'] = /SHA-256 ([0-9a-f]{64})/u.exec(card) ?? [];
  await world.goesTo('2027-01-16T09:30Z', ['09:30']);
  const closed = await hears(nadia, `Nominations for “${title}” are closed.`);
  expect(closed).toContain('6 wait for a decision');
  expect(closed).toContain(commitment);
  for (const reviewer of [rita, sami])
    await hears(reviewer, `For “${title}”, 6 nominations wait for your review`);
}

/** Neither name nor organisation is before whoever reviews. */
export async function review(cast: SelectionCast): Promise<void> {
  const { nadia, rita, sami } = cast;
  for (const { runs, person } of [rita, sami]) {
    await runs('select review');
    for (let number = 1; number <= 6; number += 1) {
      const seen = await person.waitsFor(`“${title}”: nomination ${number} of 6`);
      for (const told of ['Efua', 'Kwame', 'Kofi', 'Omar', 'Hind', 'Zineb', names.accra, names.rabat])
        expect(seen).not.toContain(told);
      const given = merit(seen.includes(purposes.efua) ? 5 : 3);
      await person.presses('Rate it');
      await formBefore(person);
      await fillsPages(person, {
        need: given,
        role: given,
        cascade: given,
        experience: given,
        language: given,
      });
      await person.waitsFor(`${number} of 6 reviewed for this course`);
      if (number < 6) await person.presses('Next nomination');
    }
  }
  await nadia.runs('select progress', { course: title });
  await nadia.person.waitsFor('6 of 6 nominations have their reviews.');
  await nadia.person.presses('Close the scores');
  await nadia.person.waitsFor('What is closed cannot be opened again');
  await nadia.person.presses('Close them now');
  await nadia.person.waitsFor(`The scores of “${title}” are closed.`);
}

export async function sharesTheSeats(world: World, cast: SelectionCast): Promise<void> {
  const { nadia, piet, omar, zineb } = cast;
  await nadia.runs('seats propose', { course: title });
  const plan = await nadia.person.waitsFor(`Seats of “${title}”: plan 1`);
  expect(plan).toContain('3 seats for 6 people of 2 organisations.');
  expect(plan).toContain('Reserved for women: 1 of 1 filled');
  expect(plan).toContain(
    `${names.rabat} – 2 of 3: entitled to 2.0 in the window, has had 0; has as many as one organisation may have. Hind, Omar`,
  );
  expect(plan).toContain(
    `${names.accra} – 1 of 3: entitled to 2.0 in the window, has had 1; each seat in its turn. Efua`,
  );

  await nadia.runs('seats depart', {
    course: title,
    from: inField(omar, world),
    to: inField(zineb, world),
    why: 'Her unit has no examiner but her.',
  });
  await nadia.person.waitsFor('The seat of Omar goes to Zineb in this plan.');
  await nadia.runs('seats confirm', { course: title });
  await nadia.person.waitsFor('You moved a seat in this plan: another coordinator has to confirm it.');
  await piet.runs('seats confirm', { course: title });
  await piet.person.waitsFor(
    `The plan for “${title}” is confirmed: 3 people are selected, 3 are in the reserve.`,
  );
  await world.settles();
  for (const nominee of [cast.efua, cast.hind, zineb])
    await hears(nominee, said('seats', 'told.selected.title', nominee.speaks));
  for (const nominee of [cast.kwame, cast.kofi, omar])
    await hears(nominee, said('seats', 'told.reserve.title', nominee.speaks));
}

/** One accepts, one declines, one lets the time run out; whose turn it is then is asked at once. */
export async function offersTheSeats(world: World, cast: SelectionCast): Promise<void> {
  const { piet, ama, efua, kwame, kofi, hind, omar, zineb, youssef } = cast;
  await piet.runs('seats offer', { course: title });
  await piet.person.waitsFor('3 people are selected and will each be offered a seat');
  await piet.person.presses('Offer 3 seats');
  await piet.person.waitsFor(`3 seats of “${title}” are offered.`);
  // Whatever was on its way is so still.
  await world.restart();
  await world.settles();
  for (const nominee of [hind, efua, zineb]) await isOffered(nominee);
  await holdsNoMoreThanItHas(world);

  const accept = said('nominate', 'button.acceptSeat', 'ar');
  await Promise.allSettled([hind.person.presses(accept), hind.person.presses(accept)]);
  await hind.person.waitsFor(said('nominate', 'told.accepted', 'ar', about));
  const now = { ...about, state: said('house', 'nominationState.accepted', 'ar') };
  await hind.person.waitsFor(said('nominate', 'answer.now', 'ar', now));

  await efua.person.presses('Decline');
  await efua.person.waitsFor(`You have declined the seat in “${title}”.`);
  await hears(ama, `Efua has declined the seat in “${title}”.`);
  await isOffered(kwame);
  await holdsNoMoreThanItHas(world);
  await accepts(kwame);

  const end = await endOfOffer(world, 'Zineb');
  world.clock.set(end - 60_000);
  await world.sweep();
  world.clock.set(end + 60_000);
  await world.sweep();
  await hears(zineb, said('seats', 'told.lost.title', 'ar'));
  await hears(youssef, said('seats', 'told.ended.expired', 'ar', { ...about, name: 'Zineb' }));
  await isOffered(omar);
  await holdsNoMoreThanItHas(world);
  await accepts(omar);
  await world.settles();
  await holdsNoMoreThanItHas(world);
  expect(await told(kofi, 'A seat is offered to you')).toBe(0);
}

async function isOffered(nominee: Actor): Promise<void> {
  await hears(nominee, said('seats', 'told.offer', nominee.speaks, about));
}

async function accepts({ person, speaks }: Actor): Promise<void> {
  await person.presses(said('nominate', 'button.acceptSeat', speaks));
  await person.waitsFor(said('nominate', 'told.accepted', speaks, about));
}

async function told({ person }: Actor, words: string): Promise<number> {
  return (await person.sees()).filter((text) => text.includes(words)).length;
}

/** Counted twice: as the course says, and by what each nomination is. */
export async function holdsNoMoreThanItHas({ store }: World): Promise<void> {
  const held = await store.read({ kind: 'process' }, async ({ courses, nominations }) => {
    const [course] = await courses.search(title, { most: 1 });
    const all = await nominations.list({ course: course?.id ?? '', states: ['offered', 'accepted'] });
    return { granted: course?.granted, held: all.length };
  });
  expect(held).toEqual({ granted: seats, held: seats });
}

async function endOfOffer({ store }: World, name: string): Promise<number> {
  return store.read({ kind: 'process' }, async ({ courses, offers, nominations, people }) => {
    const [course] = await courses.search(title, { most: 1 });
    for (const offer of await offers.of(course?.id ?? '', 20, 0)) {
      const nomination = await nominations.byId(offer.nomination);
      const person = await people.byId(nomination?.nominee ?? '');
      if (person?.name === name && offer.state === 'open') return offer.endsAt;
    }
    throw new Error(`No offer to ${name} is open.`);
  });
}

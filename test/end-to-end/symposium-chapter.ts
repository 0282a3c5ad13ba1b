// Step 7 of the story: a symposium is planned, moved and held; its reminders follow, a cancelled one sends none.
import { expect, vi } from 'vitest';
import { formBefore } from '../support/fill-pages.ts';
import type { Cast } from './cast.ts';
import { hears } from './hearing.ts';
import { allStillServe } from './renewal-chapter.ts';
import { said } from './said.ts';
import type { Actor, World } from './world.ts';

const series = 'Police Training Symposium';
export const symposium = '20th Police Training Symposium';
export const calledOff = 'Regional Meeting 2027';

export async function holdsASymposium(world: World, cast: Cast): Promise<void> {
  const { nadia, piet, salma, kojo } = cast;
  await allStillServe(world, cast, '2027-03-19T12:00Z');
  await plans(nadia, { series, 'edition-number': 20, title: symposium, timezone: 'Asia/Singapore' });
  await nadia.person.presses('Set the dates', symposium);
  await formBefore(nadia.person);
  await nadia.person.fills({ startsOn: '2027-09-20', endsOn: '2027-09-22', place: 'Singapore' });
  await nadia.person.waitsFor(`“${symposium}” takes place from 20 September 2027 to 22 September 2027.`);
  await world.settles();
  for (const reader of [nadia, kojo, salma])
    await reader.person.waitsFor(symposium, reader.seat.announcements);

  await salma.person.presses(said('symposium', 'register.button', 'ar'), symposium);
  await formBefore(salma.person);
  await salma.person.fills({ track: said('symposium', 'track.law-enforcement', 'ar') });
  await salma.person.waitsFor(said('symposium', 'register.next', 'ar'));

  await allStillServe(world, cast, '2027-06-02T12:00Z');
  await reaches(world, '2027-06-22');
  await isReminded(world, salma, 1);

  await nadia.runs('symposium set-dates', {
    symposium,
    'first-day': '2027-10-18',
    'last-day': '2027-10-20',
    place: 'Singapore',
  });
  await nadia.person.waitsFor(`“${symposium}” now takes place from 18 October 2027 to 20 October 2027.`);
  await hears(salma, said('symposium', 'moved.title', 'ar', { title: { value: symposium } }));
  // Between the old days and the new ones nothing is due; then five reminders, by the new dates.
  await reaches(world, '2027-06-23');
  await isReminded(world, salma, 1);

  await plans(nadia, { series: calledOff, 'edition-number': 1, title: calledOff, timezone: 'Africa/Accra' });
  await nadia.runs('symposium set-dates', {
    symposium: calledOff,
    'first-day': '2027-10-19',
    'last-day': '2027-10-19',
    place: 'Accra',
  });
  await nadia.person.waitsFor(`“${calledOff}” takes place from 19 October 2027`);
  await nadia.runs('symposium show', { symposium: calledOff });
  await nadia.person.waitsFor('Regional Meeting 2027');
  await nadia.person.presses('Cancel it', calledOff);
  await nadia.person.waitsFor(`Cancel “${calledOff}”?`);
  await nadia.person.presses('Yes, cancel the symposium');
  await nadia.person.waitsFor(`“${calledOff}” is cancelled.`);

  let heard = 1;
  for (const date of ['2027-07-20', '2027-09-18', '2027-10-11', '2027-10-17', '2027-10-18']) {
    if (date === '2027-09-18') await allStillServe(world, cast, '2027-08-20T12:00Z');
    await reaches(world, date);
    heard += 1;
    await isReminded(world, salma, heard);
  }

  await reaches(world, '2027-10-21');
  await reaches(world, '2029-10-19');
  for (const coordinator of [nadia, piet]) {
    await hears(coordinator, `${series}: time to plan edition 21`);
  }
  await nadia.person.presses('Set the dates', 'time to plan edition 21');
  const form = await formBefore(nadia.person);
  expect(form.fields.find((field) => field.name === 'startsOn')?.filled).toBeUndefined();
}

async function plans(
  { runs, person }: Actor,
  edition: Readonly<Record<string, string | number>>,
): Promise<void> {
  await runs('symposium plan', { ...edition, 'every-years': 2 });
  await person.waitsFor(`“${edition.title}” is planned.`);
}

/** Its morning, when everybody has been at work for a while, and the evening before. */
async function reaches(world: World, date: string): Promise<void> {
  const morning = Date.parse(`${date}T10:00Z`);
  for (const at of [morning - 16 * 3_600_000, morning]) {
    world.clock.set(at);
    await world.sweep();
  }
}

async function isReminded(world: World, who: Actor, times: number): Promise<void> {
  const reminders = () => world.sentTo(who).filter((text) => text.includes(symposium) && isReminder(text));
  await vi.waitFor(() => expect(reminders(), `reminders of ${who.person.name}`).toHaveLength(times), 8_000);
}

/** Reminders say how many days are left; the news of moved dates does not. */
function isReminder(text: string): boolean {
  return !text.includes(said('symposium', 'moved.title', 'ar', { title: { value: symposium } }));
}

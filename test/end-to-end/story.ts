// The whole story of an exchange, from its opening to the symposium of two years later, told once for every chat.
import { describe, expect, test } from 'vitest';
import type { Language } from '#exchange/languages.ts';
import { type DatabaseName, databaseNames } from '../support/databases.ts';
import { names, opensTheExchange } from './cast.ts';
import { changesThePlace, proposes, publishes, title } from './course-chapter.ts';
import { givesFeedback, marksAttendance, readsTheSummary } from './feedback-chapter.ts';
import { holdsAndResumes, namesWhoDecides, passesTheGate } from './gate-chapter.ts';
import { type OpenLayout, organisationNames } from './layouts.ts';
import { said } from './said.ts';
import { givesTheSeats, nominates } from './seats-chapter.ts';
import { calledOff, holdsASymposium, symposium } from './symposium-chapter.ts';
import { type Actor, openWorld, type World } from './world.ts';

/** Declares the story as a test, on each of these databases. */
export function storyOn(
  chats: string,
  openLayout: OpenLayout,
  databases: readonly DatabaseName[] = databaseNames,
): void {
  // Each waits for its platform most of the time, so both are told at once.
  describe.concurrent(`an exchange on ${chats}`, () => {
    test.each(databases)(
      'runs from its opening to the next symposium, with its record on %s',
      { timeout: 180_000 },
      async (database) => {
        const world = await openWorld(openLayout, database);
        try {
          await tellsTheStory(world);
        } finally {
          await world.close();
        }
      },
    );
  });
}

async function tellsTheStory(world: World): Promise<void> {
  const cast = await opensTheExchange(world);
  const deciders = await namesWhoDecides(world, cast);
  await proposes(world, cast);
  await passesTheGate(world, cast, deciders);
  await publishes(world, cast);
  await nominates(world, cast);
  const { sixth, left } = await givesTheSeats(world, cast);
  await changesThePlace(world, cast);
  await holdsAndResumes(world, cast, deciders);
  await marksAttendance(world, cast);
  await givesFeedback(world, cast, sixth);
  await readsTheSummary(world, cast);
  await holdsASymposium(world, cast);

  expect(world.errors).toEqual([]);
  expect(world.layout.violations()).toEqual([]);
  announcesOnce(world);
  // Three weeks and one week before the deadline, and only where nobody was nominated yet.
  const nobody = (of: 'accra' | 'rabat', speaks: Language) =>
    said('reminder', 'none', speaks, { organisation: { value: names[of] } });
  expect(await told(cast.youssef, nobody('rabat', 'ar'))).toBe(2);
  expect(await told(cast.ama, nobody('accra', 'en'))).toBe(0);
  const everybody = [...Object.values(cast), ...Object.values(deciders)];
  for (const actor of everybody) isToldOnce(world, actor);
  for (const actor of everybody) {
    const attended = [cast.efua, cast.kwame, cast.kofi, cast.salma, cast.omar, sixth].includes(actor);
    const counted = {
      nominated: await told(actor, said('nominate', 'told.nominated.title', actor.speaks)),
      accepted: await told(actor, said('nominate', 'told.accepted.title', actor.speaks)),
      invited: await told(actor, said('feedback', 'invitation.heading.reaction', actor.speaks)),
      reminded: await told(actor, said('feedback', 'reminder.heading', actor.speaks)),
    };
    expect(counted, actor.person.name).toEqual({
      nominated: attended || actor === left ? 1 : 0,
      accepted: attended ? 1 : 0,
      invited: attended ? 1 : 0,
      reminded: actor === sixth ? 2 : 0,
    });
  }
  expect(await world.store.verifyAudit()).toMatchObject({ whole: true });
}

/** What the chats took: one card of the course, three lines on it, one card of each symposium, one summary, in each channel. */
function announcesOnce(world: World): void {
  for (const name of organisationNames) {
    const { announcements, managers } = world.layout.seats[name];
    const announced = world.sentTo(announcements);
    const lines = announced.filter((text) => text.startsWith(`${title}, `) || text.startsWith(`${title}، `));
    expect(lines).toHaveLength(1);
    for (const about of [title, symposium, calledOff])
      expect(announced.filter((text) => text.startsWith(about) && !lines.includes(text))).toHaveLength(1);
    const told = world.sentTo(managers).filter((text) => text.includes(title));
    expect(told.filter((text) => !text.includes('/report digest'))).toHaveLength(1);
  }
}

/** No two messages to one person say the same; worth saying again is only what somebody has yet to do, and another approval. */
function isToldOnce(world: World, actor: Actor): void {
  const { speaks } = actor;
  const state = said('house', 'courseState.approved', speaks);
  const again = [
    said('reminder', 'heading', speaks),
    said('actions', 'wanted.stops', speaks),
    said('approval', 'told.decidedPlain', speaks, { title: { value: title }, state }),
  ];
  const told = world.sentTo(actor).filter((text) => !again.some((words) => text.includes(words)));
  const twice = told.filter((text, index) => told.indexOf(text) !== index);
  expect(twice, `messages to ${actor.person.name}`).toEqual([]);
}

/** How many messages with these words stand before somebody, also those opened from their channel. */
async function told({ person }: Actor, words: string): Promise<number> {
  return (await person.sees()).filter((text) => text.includes(words)).length;
}

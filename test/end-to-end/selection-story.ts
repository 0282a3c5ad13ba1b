// The story of a selection, from what a course asks to the certificates of those who came, told once for every chat.
import { describe, expect, test } from 'vitest';
import { databaseNames } from '../support/databases.ts';
import type { OpenLayout } from './layouts.ts';
import { certifies, looksAtFairness, marksDayByDay } from './selection-ends.ts';
import { accraNominates, correctsOne, opensTheCall, rabatNominates, vetsThem } from './selection-nominees.ts';
import { beginsTheSelection } from './selection-scene.ts';
import { closesTheCall, namesReviewers, offersTheSeats, review, sharesTheSeats } from './selection-seats.ts';
import { type Actor, openWorld, type World } from './world.ts';

/** Declares the story as a test, on both databases at once: each waits for its platform most of the time. */
export function selectionOn(chats: string, openLayout: OpenLayout): void {
  describe.concurrent(`a selection on ${chats}`, () => {
    test.each(databaseNames)(
      'fills a course from its conditions to its certificates, with its record on %s',
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
  const cast = await beginsTheSelection(world);
  await opensTheCall(cast);
  await accraNominates(world, cast);
  await rabatNominates(world, cast);
  await correctsOne(world, cast);
  await vetsThem(world, cast);
  await namesReviewers(world, cast);
  await closesTheCall(world, cast);
  await review(cast);
  await sharesTheSeats(world, cast);
  await offersTheSeats(world, cast);
  await marksDayByDay(world, cast);
  await certifies(world, cast);
  await looksAtFairness(cast);

  expect(world.errors).toEqual([]);
  expect(world.layout.violations()).toEqual([]);
  for (const actor of Object.values(cast)) isToldOnce(world, actor);
  expect(await world.store.verifyAudit()).toMatchObject({ whole: true });
}

function isToldOnce(world: World, actor: Actor): void {
  const told = world.sentTo(actor);
  const twice = told.filter((text, index) => told.indexOf(text) !== index);
  expect(twice, `messages to ${actor.person.name}`).toEqual([]);
}

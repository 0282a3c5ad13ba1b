// The story of an evaluation, from a course's own questions to what its people do at work, told once for every chat.
import { describe, expect, test } from 'vitest';
import { databaseNames } from '../support/databases.ts';
import { answersInTwoPlaces, asksAfterwards, marksWhoCame, remindsTheSilent } from './evaluation-asked.ts';
import { followsUp } from './evaluation-at-work.ts';
import { asksBefore, callsOneOff, designsQuestions } from './evaluation-designed.ts';
import { beginsTheEvaluation, calledOff } from './evaluation-scene.ts';
import {
  agreesOnSomething,
  answersLate,
  closesAndTells,
  oversees,
  readsTheMonth,
} from './evaluation-told.ts';
import type { OpenLayout } from './layouts.ts';
import { type Actor, openWorld, type World } from './world.ts';

/** Declares the story as a test, on both databases at once: each waits for its platform most of the time. */
export function evaluationOn(chats: string, openLayout: OpenLayout): void {
  describe.concurrent(`an evaluation on ${chats}`, () => {
    test.each(databaseNames)(
      'goes from a course’s own questions to what its people do at work, with its record on %s',
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
  const cast = await beginsTheEvaluation(world);
  await designsQuestions(cast);
  await callsOneOff(world, cast);
  await asksBefore(world, cast);
  await marksWhoCame(world, cast);
  await asksAfterwards(world, cast);
  await answersInTwoPlaces(world, cast);
  await remindsTheSilent(world, cast);
  await closesAndTells(world, cast);
  await readsTheMonth(world, cast);
  await agreesOnSomething(world, cast);
  await answersLate(world, cast);
  await oversees(world, cast);
  await followsUp(world, cast);

  expect(world.errors).toEqual([]);
  expect(world.layout.violations()).toEqual([]);
  for (const actor of Object.values(cast)) isToldOnce(world, actor);
  // Of the course that was called off nobody is asked anything.
  const asked = world.sent().filter(({ says }) => says.includes(calledOff));
  expect(asked.filter(({ says }) => /test|prueba|اختبار/iu.test(says))).toEqual([]);
  expect(await world.store.verifyAudit()).toMatchObject({ whole: true });
}

function isToldOnce(world: World, actor: Actor): void {
  const told = world.sentTo(actor);
  const twice = told.filter((text, index) => told.indexOf(text) !== index);
  expect(twice, `messages to ${actor.person.name}`).toEqual([]);
}

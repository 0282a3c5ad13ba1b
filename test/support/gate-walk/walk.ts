// A walk through an exchange by people, jobs and the clock in any order, alone and two at once, with the judge beside it.

import type { Command } from '#bot/command.ts';
import { waitingStates } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import { pastTheStore } from '../../contract/store-bench.ts';
import { openCourseScene } from '../course-scene.ts';
import type { TestPlace } from '../databases.ts';
import { chanceOf } from '../differential/chance.ts';
import { type Entry, makeJudge, type Verdicts } from './judge.ts';
import { type Ground, nextStep } from './steps.ts';

export interface WalkWish {
  readonly place: TestPlace;
  readonly seed: number;
  readonly steps: number;
  /** Beside those of the house, such as one that leaks. */
  readonly commands?: readonly Command[];
  /** One of those that is used again and again. */
  readonly often?: string;
}

export interface Walked extends Verdicts {
  readonly steps: number;
  readonly states: readonly string[];
  readonly errors: readonly object[];
}

/** Courses that are tried at a time; one that is over makes room for another. */
const together = 2;

export async function walkTheGate(wish: WalkWish): Promise<Walked> {
  const scene = await openCourseScene({ place: wish.place, commands: wish.commands ?? [] });
  try {
    return await walk(scene, wish, chanceOf(wish.seed));
  } finally {
    await scene.bench.close();
  }
}

async function walk(
  scene: Awaited<ReturnType<typeof openCourseScene>>,
  { place: { place }, steps, often }: WalkWish,
  chance: ReturnType<typeof chanceOf>,
): Promise<Walked> {
  const { bench } = scene;
  const { judge, rest, verdicts } = makeJudge();
  const states = new Set<string>();
  let judged = 0;
  let proposed = 0;
  let before: ReadonlyMap<string, Course> = new Map();

  for (let taken = 0; taken < steps; ) {
    const alive = [...before.values()].filter(
      ({ state }) => !['closed', 'declined', 'cancelled', 'evaluating', 'delivered'].includes(state),
    );
    if (alive.length < together) {
      proposed += 1;
      await allStillServe(scene);
      const inDays = (days: number) =>
        new Date(bench.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
      await scene.propose({
        title: `Walk ${proposed}`,
        startsOn: inDays(17),
        endsOn: inDays(19),
        deadline: inDays(12),
        seats: 2,
      });
    }
    const ground = await groundOf(scene, chance);
    // Two at once, now and then: what they do stands in the audit in some order.
    const some = [nextStep(ground), ...(chance.often(0.25) ? [nextStep(ground)] : [])];
    await Promise.all(some.map((one) => one.take()));
    taken += some.length;
    if (often !== undefined && chance.often(0.2)) {
      // Late, so that papers have run out where nothing else has changed.
      if (chance.often(0.3)) bench.clock.set(bench.clock.now() + 25 * 86_400_000);
      await bench.as('practice:vera').runs(often);
    }

    const after = await coursesOf(scene);
    const seen = (id: string) => [before.get(id), after.get(id)].filter((one) => one !== undefined);
    for (const entry of await entriesAfter(place, judged)) {
      judge(entry, seen);
      judged = entry.sequence;
    }
    for (const course of after.values()) {
      states.add(course.state);
      if (before.get(course.id)?.sequence === course.sequence) continue;
      await bench.store.read({ kind: 'process' }, async ({ decisions, papers }) =>
        rest(course, await decisions.of(course.id), {
          brief: await papers.brief(course.id),
          assessment: await papers.assessment(course.id),
          risks: await papers.risks(course.id),
        }),
      );
    }
    before = after;
  }
  return { ...verdicts(), steps, states: [...states].toSorted(), errors: bench.errors };
}

/** A walk leads through years, and whoever nobody says still serves could do nothing more in them. */
function allStillServe({ bench, id }: Awaited<ReturnType<typeof openCourseScene>>): Promise<void> {
  const approved = { approvedBy: id('vera'), approvedUntil: bench.clock.now() + 366 * 86_400_000 };
  return bench.arrange(async ({ people }) => {
    for (const member of await people.members({ most: 50, skip: 0 }))
      await people.change(member.id, approved, ['confirmed']);
  });
}

async function groundOf(
  scene: Awaited<ReturnType<typeof openCourseScene>>,
  chance: ReturnType<typeof chanceOf>,
): Promise<Ground> {
  return scene.bench.store.read({ kind: 'process' }, async ({ courses, nominations }) => {
    const all = await courses.list({});
    const live = all.filter(({ state }) => !['closed', 'declined', 'cancelled'].includes(state)).slice(-6);
    const open = await nominations.amid(
      { courses: live.map(({ id }) => id) },
      [...waitingStates, 'accepted'],
      20,
    );
    return {
      scene,
      chance,
      courses: live.map(({ id }) => id),
      nominations: open.map(({ id }) => id),
      commands: scene.bench.commands,
    };
  });
}

async function coursesOf({ bench }: Awaited<ReturnType<typeof openCourseScene>>) {
  const all = await bench.store.read({ kind: 'process' }, ({ courses }) => courses.list({}));
  return new Map(all.map((course) => [course.id, course]));
}

async function entriesAfter(place: TestPlace['place'], sequence: number): Promise<readonly Entry[]> {
  const rows = await pastTheStore(
    place,
    `select sequence, at, actor, action, subject, facts from audit where sequence > ${sequence} order by sequence`,
  );
  return rows.map(({ sequence: number, at, actor, action, subject, facts }) => ({
    sequence: Number(number),
    at: Number(at),
    actor: String(actor),
    action: String(action),
    subject: String(subject),
    facts: typeof facts === 'string' ? JSON.parse(facts) : facts,
  })) as readonly Entry[];
}

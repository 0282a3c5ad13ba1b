// A course whose call has closed, with nominees of two organisations and three experts of others; on the bench.
import type { Ratings } from '#exchange/scoring.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { account, openCourseScene, type Scene } from './course-scene.ts';
import type { Bench, BenchOptions } from './exchange-bench.ts';

export interface ReviewScene {
  readonly scene: Scene;
  readonly bench: Bench;
  readonly course: string;
  readonly nominations: Readonly<Record<'ama' | 'youssef', Nomination>>;
  /** Names an expert as a reviewer, as Vera. */
  name(expert: string): Promise<string>;
  /** Rates what waits for an expert next, in both pages of the form. */
  rates(
    expert: string,
    given?: Partial<Record<keyof Ratings | 'flag' | 'remark', string | number>>,
  ): Promise<string>;
  /** Everything that waits for all three, with the same ratings. */
  rateAll(given?: number): Promise<void>;
}

export const experts = ['rita', 'sami', 'tom'] as const;

export const middling = { need: 3, role: 3, cascade: 3, experience: 3, language: 3 } as const;

export async function openReviewScene(options?: BenchOptions): Promise<ReviewScene> {
  const scene = await openCourseScene(options);
  const { bench } = scene;
  const ids = scene.ids as Record<string, string>;
  await bench.arrange(async ({ people, organisations }) => {
    const home = await organisations.add({
      ...{ name: 'Lima Institute', country: 'PE', language: 'en', zone: 'America/Lima', hub: false },
    });
    ids.lima = home.id;
    for (const expert of experts) {
      const person = await people.add({ name: expert, organisation: home.id, membership: 'confirmed' });
      ids[expert] = person.id;
      await people.link(account(expert), person.id, expert);
      await people.grant({ person: person.id, role: 'expert', scope: 'investigation' });
    }
  });
  const course = await scene.publish();
  const ama = await scene.nominate(course, 'ama', 'open');
  const youssef = await scene.nominate(course, 'youssef', 'open');
  bench.clock.set('2027-02-02T09:00:00Z');
  await bench.arrange(({ courses }) => courses.move(course, ['call-open'], 'call-closed'));
  await scene.stillServe();
  await bench.sweep();
  scene.hush();

  return {
    scene,
    bench,
    course,
    nominations: { ama, youssef },
    name: (expert) =>
      bench.as(account('vera')).runs('select reviewers', { course, person: scene.id(expert) }),
    async rates(expert, given = {}) {
      const typist = bench.as(account(expert));
      await typist.runs('select review');
      await typist.presses('Rate it');
      return typist.fills({ ...middling, ...given });
    },
    async rateAll(given = 3) {
      const [need, role, cascade, experience, language] = [given, given, given, given, given];
      for (const expert of experts) {
        const typist = bench.as(account(expert));
        for (;;) {
          const shown = await typist.runs('select review');
          if (!shown.includes('[Rate it]')) break;
          await typist.presses('Rate it');
          await typist.fills({ need, role, cascade, experience, language });
        }
      }
    },
  };
}

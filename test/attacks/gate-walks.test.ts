// The gate under random walks: whatever people and the clock do in whatever order, nothing passes while it is shut.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gate } from '#exchange/approval.ts';
import { courseStart } from '#exchange/course.ts';
import { addDays } from '#exchange/local-time.ts';
import { waitingStates } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import { account, openCourseScene, type Scene } from '../support/course-scene.ts';
import { approve, setDocument } from '../support/gate-papers.ts';

type Step =
  | { readonly kind: 'record'; readonly brief: number; readonly assessment: number }
  | { readonly kind: 'approve' | 'confirm' | 'accept' | 'sweep' | 'first day' }
  | { readonly kind: 'change'; readonly end: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'move'; readonly start: number; readonly deadline: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      brief: fc.integer({ min: 1, max: 30 }),
      assessment: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'approve' as const,
        'confirm' as const,
        'accept' as const,
        'sweep' as const,
        'first day' as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 10 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      end: fc.integer({ min: 14, max: 18 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      start: fc.integer({ min: 2, max: 30 }),
      deadline: fc.integer({ min: 1, max: 30 }),
    }),
  },
);

const day = 86_400_000;

describe('The gate', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openCourseScene();
  });
  afterAll(() => scene.bench.close());

  const inDays = (days: number) =>
    addDays(new Date(scene.bench.clock.now()).toISOString().slice(0, 10), days);
  const now = (id: string) =>
    scene.bench.store.read({ kind: 'process' }, async (records) => {
      const course = await records.courses.byId(id);
      if (!course) throw new Error('The course is gone.');
      return { course, papers: await records.clearances.of(id) };
    });

  async function take(one: Step, course: Course, nominations: readonly string[]): Promise<void> {
    const { bench } = scene;
    const vera = bench.as(account('vera'));
    switch (one.kind) {
      case 'record':
        await bench.arrange(async (records) => {
          const decidedOn = inDays(-1);
          const { brief, assessment } = one;
          await setDocument(
            records,
            course.id,
            'brief',
            { decidedOn, validUntil: inDays(brief) },
            scene.id('otto'),
          );
          await setDocument(
            records,
            course.id,
            'assessment',
            { decidedOn, validUntil: inDays(assessment) },
            scene.id('otto'),
          );
        });
        return;
      case 'approve':
        await bench.arrange(async (records) => {
          if (await records.decisions.content(course.id)) await approve(records, course.id, scene.id('aria'));
        });
        return;
      case 'change':
        await bench.as(account('kofi')).runs('course edit', { course: course.id, endsOn: inDays(one.end) });
        return;
      case 'confirm': {
        await vera.pressesRoute(`course/publish/preview|${course.id}|en`);
        const buttons =
          vera.drawing()?.view.flatMap((block) => ('buttons' in block ? block.buttons : [])) ?? [];
        const confirm = buttons.find((button) => button.route.startsWith('course/publish/confirm'));
        if (confirm) await vera.pressesRoute(confirm.route);
        return;
      }
      case 'accept':
        for (const id of nominations) await vera.pressesRoute(`nominate/accept/now|${id}|0`);
        return;
      case 'first day':
        bench.clock.set(Math.max(bench.clock.now(), courseStart(course) + day / 24));
        return bench.sweep();
      case 'sweep':
        return bench.sweep();
      case 'days':
        bench.clock.set(bench.clock.now() + one.days * day);
        return;
      case 'move':
        await bench.as(account('kofi')).runs('course postpone', {
          course: course.id,
          startsOn: inDays(one.start),
          endsOn: inDays(one.start + 2),
          deadline: inDays(Math.min(one.deadline, one.start - 1)),
          reason: 'Reason.',
        });
    }
  }

  it('lets no call open, no seat be given and no course start while it is shut', async () => {
    const passed = { opened: 0, seats: 0, started: 0, held: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        await scene.stillServe();
        const id = await scene.propose({
          title: `Walk ${Math.random()}`,
          startsOn: inDays(12),
          endsOn: inDays(14),
          deadline: inDays(8),
        });
        const nominations = [(await scene.nominate(id, 'youssef', 'open')).id];
        const begun: readonly Step[] = [
          { kind: 'record', brief: 20, assessment: 14 },
          { kind: 'approve' },
          { kind: 'confirm' },
        ];
        for (const one of steps.length % 3 === 0 ? steps : [...begun, ...steps]) {
          const before = (await now(id)).course;
          await take(one, before, nominations);
          const { course, papers } = await now(id);
          const isOpenAt = (at: number) => gate(course, papers, at).open;
          const at = scene.bench.clock.now();
          if (course.state !== before.state && course.state === 'call-open') {
            passed.opened += 1;
            expect(isOpenAt(at)).toBe(true);
          }
          if (course.granted > before.granted) {
            passed.seats += 1;
            expect(isOpenAt(at)).toBe(true);
          }
          if (
            course.state !== before.state &&
            ['running', 'delivered'].includes(course.state) &&
            before.state !== 'running'
          ) {
            passed.started += 1;
            expect(isOpenAt(one.kind === 'confirm' ? at : courseStart(course))).toBe(true);
          }
          if (course.state === 'on-hold' && before.state !== 'on-hold') passed.held += 1;
        }
        await scene.bench.arrange(async (records) => {
          for (const nomination of nominations)
            await records.nominations.move(nomination, [...waitingStates, 'accepted'], 'withdrawn');
          const { state } = (await records.courses.byId(id)) ?? {};
          if (state) await records.courses.move(id, [state], 'cancelled');
        });
      }),
      { numRuns: 25, seed: 20270104 },
    );

    expect(Math.min(...Object.values(passed))).toBeGreaterThan(0);
    expect(scene.bench.errors).toEqual([]);
  });
});

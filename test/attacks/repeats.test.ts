// Everything that a platform may say twice: requests, presses and forms repeated up to a hundred times, in any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawValues } from '#bot/field.ts';
import type { Form } from '#bot/form.ts';
import type { Reply } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';
import { account, openCourseScene, type Scene } from '../support/course-scene.ts';
import { dumpTables } from './table-dump.ts';

interface Request {
  readonly key: string;
  readonly by: string;
  readonly path: string;
  readonly given: (course: string) => RawValues;
}

const nominee = { rank: 'Sergeant', unit: 'Unit', yearsOfService: 6, reason: 'Reason.' };

/** Each changes something. */
const requests: readonly Request[] = [
  {
    key: 'k1',
    by: 'salma',
    path: 'nominate add',
    given: (course) => ({ course, newName: 'Nadia', ...nominee }),
  },
  // Not of substance: that would put the course on hold, and a nomination that is repeated would hear of that.
  { key: 'k2', by: 'kofi', path: 'course edit', given: (course) => ({ course, language: 'fr' }) },
  { key: 'k3', by: 'kofi', path: 'course edit', given: (course) => ({ course, place: 'Kumasi' }) },
  {
    key: 'k4',
    by: 'vera',
    path: 'exchange organisation-add',
    given: () => ({ name: 'Kenya Police', country: 'KE', language: 'en', zone: 'Africa/Nairobi' }),
  },
  { key: 'k5', by: 'ama', path: 'my language', given: () => ({ language: 'fr' }) },
  {
    key: 'k6',
    by: 'kofi',
    path: 'nominate add',
    given: (course) => ({ course, newName: 'Kwame', ...nominee }),
  },
];

describe('what is said twice', () => {
  it('has one effect and at most one answer, however often and in whatever order it is repeated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          requests.map(({ key }) => key),
          { minLength: requests.length },
        ),
        fc.array(fc.constantFrom(...requests.map(({ key }) => key)), { maxLength: 100 }),
        fc.boolean(),
        async (first, again, atOnce) => {
          expect(await effectOf(first, again, atOnce)).toEqual(await effectOf(first, [], false));
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);
});

/**
 * How many rows of each kind there are in the end, how much was told to whom, and how often each request was answered.
 * The repetitions come `atOnce` with the request, or else after all of them.
 */
async function effectOf(first: readonly string[], again: readonly string[], atOnce: boolean) {
  const scene = await openCourseScene();
  try {
    const course = await scene.publish();
    scene.hush();
    const answered = new Map<string, number>();
    const say = (key: string) => ask(scene, course, key, answered);
    for (const key of first)
      await Promise.all([key, ...again.filter((one) => atOnce && one === key)].map(say));
    if (!atOnce) for (const key of again) await say(key);
    await scene.bench.sendDue();
    const tables = Object.entries(dumpTables(scene.bench.file, ['drafts']));
    return {
      rows: Object.fromEntries(tables.map(([name, rows]) => [name, (JSON.parse(rows) as unknown[]).length])),
      told: ['vera', 'otto', 'kofi', 'ama', 'esi', 'salma', 'youssef'].map((name) =>
        linesOf(scene.heard(name)),
      ),
      errors: scene.bench.errors,
      answered: Object.fromEntries([...answered].toSorted()),
    };
  } finally {
    await scene.bench.close();
  }
}

/** Without the order in which different things were told, which is that of the requests. */
function linesOf(heard: string): number {
  return heard.split('\n\n').filter((one) => one !== '').length;
}

async function ask(scene: Scene, course: string, key: string, answered: Map<string, number>): Promise<void> {
  const request = requests.find((one) => one.key === key);
  if (!request) throw new Error(`There is no request ${key}.`);
  const said = async (_: Drawing | Form) => {
    answered.set(key, (answered.get(key) ?? 0) + 1);
  };
  const reply: Reply = {
    show: said,
    update: said,
    openForm: async (form) => {
      await said(form);
      return true;
    },
    mark: async () => true,
  };
  await scene.bench.listener.asked({
    account: account(request.by),
    accountName: request.by,
    locale: undefined,
    zone: undefined,
    place: 'practice:room',
    placeName: 'Practice room',
    channel: 'practice:lobby',
    administrator: false,
    key: `practice:${key}`,
    reply,
    path: request.path,
    given: request.given(course),
    unread: [],
  });
}

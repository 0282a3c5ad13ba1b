// Eyes: what a viewer may not see is absent on every path, and shortens no list by a hole.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '#exchange/viewer.ts';
import type { Records } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { approve, brief, setDocument, standingPass } from '../support/gate-papers.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import {
  act,
  arrangeExchange,
  change,
  day,
  type Exchange,
  everything,
  grantSeat,
  nominate,
  noon,
  type OpenStore,
  openCourse,
  openCourseIn,
} from './store-bench.ts';

const kinds = ['draft', 'proposed', 'open', 'withheld'] as const;
type Kind = (typeof kinds)[number];

/** Words that stand in each course and nowhere else: `CANARY-draft`. */
const canary = (kind: Kind) => `CANARY-${kind}`;

const all: readonly Kind[] = kinds;

const viewers: readonly (readonly [
  who: string,
  eyes: (scene: Scene) => Viewer,
  sees: readonly Kind[],
  persons: boolean,
])[] = [
  ['a sweep', () => everything, all, true],
  ['the coordinator', ({ coordinator, hub }) => person(coordinator.id, hub.id, 'coordinator'), all, true],
  ['the proposer', ({ ama, accra }) => person(ama.id, accra.id, 'liaison'), all, true],
  [
    'a liaison of the proposer’s organisation',
    ({ accra }) => person('per-other', accra.id, 'liaison'),
    all,
    true,
  ],
  [
    'a liaison whose people are nominated',
    ({ karim, rabat }) => person(karim.id, rabat.id, 'liaison'),
    ['open', 'withheld'],
    true,
  ],
  [
    'a manager whose people are nominated',
    ({ rabat }) => person('per-other', rabat.id, 'manager'),
    ['open', 'withheld'],
    true,
  ],
  ['a liaison of a third organisation', () => person('per-other', 'org-third', 'liaison'), ['open'], false],
  ['a liaison of the hub itself', () => person('per-other', undefined, 'liaison'), ['open'], false],
  [
    'who holds a seat',
    ({ seated, rabat }) => person(seated, rabat.id, 'trainee'),
    ['open', 'withheld'],
    true,
  ],
  [
    'another trainee of the same organisation',
    ({ rabat }) => person('per-other', rabat.id, 'trainee'),
    ['open'],
    false,
  ],
  [
    'an assigned instructor',
    ({ instructor, rabat }) => person(instructor, rabat.id, 'instructor'),
    ['open', 'withheld'],
    false,
  ],
  [
    'an approver',
    ({ hub }) => person('per-other', hub.id, 'approver'),
    ['proposed', 'open', 'withheld'],
    false,
  ],
  [
    'the oversight',
    ({ hub }) => person('per-other', hub.id, 'oversight'),
    ['proposed', 'open', 'withheld'],
    true,
  ],
  ['the coordinators’ room', () => channel(undefined, 'hub'), ['proposed', 'open', 'withheld'], true],
  [
    'the managers’ channel of a nominating organisation',
    ({ rabat }) => channel(rabat.id, 'managers'),
    ['open', 'withheld'],
    true,
  ],
  ['an announcement channel', ({ rabat }) => channel(rabat.id, 'announcements'), ['open'], false],
  ['a stranger', () => ({ kind: 'stranger' }), ['open'], false],
];

const papers = ['brief', 'assessment', 'consultation', 'decision'] as const;

/** Whoever is not named reads none. */
const readablePapers: Readonly<Record<string, readonly (typeof papers)[number][]>> = {
  'a sweep': papers,
  'the coordinator': papers,
  'an approver': papers,
  'the oversight': papers,
  'the proposer': ['brief'],
  'a liaison of the proposer’s organisation': ['brief'],
};

/** Everything that the record says of the papers of one course. */
async function papersOf({ papers, consultations, decisions }: Records, course: string) {
  const decided = await decisions.of(course);
  return [
    await papers.brief(course),
    await papers.assessment(course),
    await papers.risks(course),
    await consultations.of(course),
    // The content holds brief and assessment: whoever reads decisions reads both.
    decided.map(({ reasons }) => reasons),
    decided.length > 0 ? decided.map(({ content }) => content) : [],
    await decisions.content(course),
  ];
}

interface Scene extends Exchange {
  readonly courses: Readonly<Record<Kind, string>>;
  readonly seated: string;
  readonly instructor: string;
  readonly nomination: string;
}

function person(
  id: string,
  organisation: string | undefined,
  role: 'coordinator' | 'liaison' | 'manager' | 'trainee' | 'instructor' | 'approver' | 'oversight',
): Viewer {
  return { kind: 'person', person: id, organisation, roles: [role] };
}

function channel(organisation: string | undefined, audience: 'announcements' | 'managers' | 'hub'): Viewer {
  return { kind: 'channel', organisation, audience };
}

export function eyesContract(open: OpenStore): void {
  describe('eyes', () => {
    let bench: TestStore;
    let scene: Scene;

    beforeAll(async () => {
      bench = await open();
      scene = await arrange(bench);
    });
    afterAll(() => bench.close());

    test.each(viewers)(
      'of %s find on every path exactly the courses that they may see',
      async (_, eyes, sees) => {
        const found = await bench.store.read(eyes(scene), (records) => readCourses(records, scene));

        const expected = kinds
          .filter((kind) => sees.includes(kind))
          .map((kind) => scene.courses[kind])
          .toSorted();
        for (const [path, ids] of Object.entries(found.ids))
          expect({ path, ids }).toEqual({ path, ids: expected });
        for (const kind of kinds) {
          expect([kind, JSON.stringify(found.everything).includes(canary(kind))]).toEqual([
            kind,
            sees.includes(kind),
          ]);
        }
      },
    );

    test.each(viewers)('of %s find persons only where they may', async (_, eyes, __, persons) => {
      const found = await bench.store.read(eyes(scene), async ({ nominations }) => [
        await nominations.byId(scene.nomination),
        ...(await nominations.list({})),
        ...(await nominations.list({ course: scene.courses.withheld })),
        ...(await nominations.list({ nominee: scene.seated, states: ['accepted'] })),
        ...(await nominations.attendance(scene.courses.withheld)),
      ]);

      const said = JSON.stringify(found);
      expect([said.includes(scene.seated), said.includes('CANARY-reason')]).toEqual([persons, persons]);
    });

    test.each(viewers)('of %s read only the papers that are theirs to read', async (who, eyes, sees) => {
      const found: Record<string, readonly unknown[]> = {};
      for (const kind of kinds)
        found[kind] = await bench.store.read(eyes(scene), (records) =>
          papersOf(records, scene.courses[kind]),
        );
      const waited = await bench.store.read(eyes(scene), ({ consultations }) =>
        consultations.waitedFor('2027-01-01', '2027-12-31'),
      );

      const readable = readablePapers[who] ?? [];
      for (const kind of kinds) {
        const said = JSON.stringify(found[kind]);
        const expected = sees.includes(kind) ? readable : [];
        expect([kind, papers.filter((paper) => said.includes(`CANARY-${paper}`))]).toEqual([kind, expected]);
      }
      const waitedIn = kinds.filter((kind) => waited.some(({ course }) => course === scene.courses[kind]));
      expect(waitedIn).toEqual(readable.includes('consultation') ? sees : []);
    });

    test.each(viewers)('of %s change only what they see', async (_, eyes, sees, persons) => {
      const attempts = await bench.store
        .write(act(noon, eyes(scene)), async ({ courses, nominations }) => {
          const edited: Kind[] = [];
          for (const kind of kinds) {
            const course = await courses.edit(scene.courses[kind], { place: 'Changed' }, [
              'draft',
              'proposed',
              'call-open',
            ]);
            if (course !== undefined) edited.push(kind);
          }
          const touched = await nominations.edit(scene.nomination, { unit: 'Changed' }, ['accepted']);
          throw { edited, touched: touched !== undefined };
        })
        .catch((thrown: unknown) => thrown);

      expect(attempts).toEqual({ edited: sees, touched: persons });
    });

    test('fill a list with what may be seen, however much lies between', async () => {
      const own = await open();
      const exchange = await arrangeExchange(own.store);
      await change(own.store, async (records) => {
        for (let at = 0; at < 130; at += 1) {
          const title = `${at < 125 ? 'Hidden' : 'Shown'} ${String(at).padStart(3, '0')}`;
          const { id } = await openCourseIn(records, exchange, { title });
          if (at < 125) await records.courses.withhold(id, ['counter-terrorism']);
        }
      });

      const [listed, found] = await own.store.read({ kind: 'stranger' }, async ({ courses }) => [
        await courses.list({ most: 3 }),
        await courses.search('n', { most: 4 }),
      ]);

      expect(listed.map(({ title }) => title)).toEqual(['Shown 125', 'Shown 126', 'Shown 127']);
      expect(found.map(({ title }) => title)).toEqual(['Shown 125', 'Shown 126', 'Shown 127', 'Shown 128']);
      await own.close();
    });
  });
}

/** The ids that each path finds, and everything that it says. */
async function readCourses({ courses, clearances, nominations, feedback }: Records, scene: Scene) {
  const everything: unknown[] = [];
  const ids: Record<string, string[]> = {};
  const note = (path: string, found: readonly { readonly id: string }[]) => {
    everything.push(found);
    ids[path] = found.map(({ id }) => id).toSorted();
  };
  const each = async (path: string, finds: (id: string) => Promise<unknown>) => {
    const found: { id: string; said: unknown }[] = [];
    for (const id of Object.values(scene.courses)) {
      const said = await finds(id);
      if (said !== undefined) found.push({ id, said });
    }
    note(path, found);
  };
  note('list', await courses.list({}));
  note('list by state', await courses.list({ states: ['draft', 'proposed', 'call-open'], most: 10 }));
  note('list by organisation', await courses.list({ organisation: scene.accra.id, most: 100 }));
  note('list by proposer', await courses.list({ proposedBy: scene.ama.id }));
  note('search', await courses.search('CANARY', { most: 25 }));
  note(
    'search by id',
    await courses.search('crs-', { states: ['draft', 'proposed', 'call-open'], most: 25 }),
  );
  await each('byId', (id) => courses.byId(id));
  await each('clearances', async (id) => (await clearances.of(id)).brief);
  await each('counts', async (id) => (await nominations.counts(id)).at(0));
  await each('round', (id) => feedback.round(reactionOf(id)));
  await each(
    'participation',
    async (id) => (await feedback.participation(reactionOf(id))).invited || undefined,
  );
  return { ids, everything };
}

/** Papers with words of their own in each of them, and the course as open as it was. */
async function writePapers(
  records: Records,
  course: string,
  kind: Kind,
  { coordinator, karim }: Exchange,
): Promise<void> {
  const { papers, consultations, courses } = records;
  const inForce = { decidedOn: '2027-01-01', validUntil: '2027-12-31' };
  await papers.writeBrief(
    course,
    { ...brief, ...inForce, reference: canary(kind), need: `${canary(kind)} CANARY-brief` },
    coordinator.id,
  );
  await setDocument(records, course, 'assessment', inForce, coordinator.id);
  await papers.addRisk(course, {
    risk: `${canary(kind)} CANARY-assessment`,
    mitigation: 'A session on it.',
    owner: karim.id,
    due: '2027-02-01',
  });
  const asked = { country: 'FR', mission: 'embassy', due: '2027-02-01' } as const;
  await consultations.ask(course, asked, coordinator.id);
  await consultations.ask(course, { ...asked, country: 'DE' }, coordinator.id);
  const note = `${canary(kind)} CANARY-consultation`;
  await consultations.answer(course, 'FR', 'concern', note, coordinator.id);
  await approve(records, course, coordinator.id, `${canary(kind)} CANARY-decision`);
  await courses.move(course, ['on-hold'], 'call-open', undefined, await standingPass(records, course));
}

async function arrange({ store }: TestStore): Promise<Scene> {
  const exchange = await arrangeExchange(store);
  const courses: Partial<Record<Kind, string>> = {};
  for (const kind of kinds) {
    const { id } = await openCourse(store, exchange, { title: canary(kind), aims: canary(kind) });
    courses[kind] = id;
  }
  const { draft = '', proposed = '', open = '', withheld = '' } = courses;
  const [seat] = await nominate(store, exchange, withheld, ['Nadia']);
  if (seat === undefined) throw new Error('Nobody was nominated.');
  await grantSeat(store, seat.id);
  const instructor = await change(store, async (records) => {
    const { people, nominations, feedback, courses } = records;
    await nominations.edit(seat.id, { reason: 'CANARY-reason' }, ['accepted']);
    await nominations.mark(withheld, seat.nominee, 'attended', exchange.ama.id);
    const teacher = await people.add({
      name: 'Teacher',
      organisation: exchange.rabat.id,
      membership: 'confirmed',
    });
    await people.grant({ person: teacher.id, role: 'instructor', scope: withheld });
    for (const [kind, id] of [
      ['draft', draft],
      ['proposed', proposed],
      ['open', open],
      ['withheld', withheld],
    ] as const) {
      await writePapers(records, id, kind, exchange);
      await feedback.open({ ...reactionTo(id, noon, noon + day), questionnaire: canary(kind) }, [
        exchange.karim.id,
      ]);
      if (kind === 'withheld') continue;
      await nominations.add({
        course: id,
        nominee: exchange.ama.id,
        organisation: exchange.accra.id,
        nominatedBy: exchange.ama.id,
        rank: '',
        unit: '',
        yearsOfService: 1,
        reason: '',
        state: 'submitted',
      });
    }
    await courses.move(draft, ['call-open'], 'draft');
    await courses.move(proposed, ['call-open'], 'proposed');
    await courses.withhold(withheld, ['counter-terrorism']);
    return teacher.id;
  });
  return {
    ...exchange,
    courses: { draft, proposed, open, withheld },
    seated: seat.nominee,
    instructor,
    nomination: seat.id,
  };
}

// Allocation of 10,000 nominees of 200 organisations to 300 courses in one sweep: time and memory to the plain statement of
// the rule, growth from 1,000, and what it takes to see a plan of such an exchange on both databases.
import { getHeapStatistics } from 'node:v8';
import { allocate, type Contender, type SeatsToGive } from '#exchange/allocation.ts';
import { lotOf } from '#exchange/lottery.ts';
import { migratePostgres } from '#store/migrate-postgres.ts';
import { pastTheStore } from '../test/contract/store-bench.ts';
import { createDatabase, dropDatabase } from '../test/support/cluster-databases.ts';
import { openBench } from '../test/support/exchange-bench.ts';
import { type FillsReserves, plainAllocation } from '../test/support/plain-allocation.ts';
import { arrangeExchange } from '../test/support/sample-exchange.ts';
import { startPostgres } from '../test/support/start-postgres.ts';

interface Size {
  readonly nominees: number;
  readonly organisations: number;
  readonly courses: number;
}

const large: Size = { nominees: 10_000, organisations: 200, courses: 300 };
const small: Size = { nominees: 1_000, organisations: 200, courses: 30 };
const rounds = process.env.BENCH_FULL === '1' ? 21 : 5;
const seats = 16;
/** The first reply is due after three seconds (Slack and Discord). */
const budget = 3_000;

export default async function allocation(): Promise<void> {
  compare();
  await answer('SQLite');
  const cluster = await startPostgres();
  try {
    const template = 'allocation_template';
    await migratePostgres(await createDatabase(cluster.url, template));
    const databaseUrl = await createDatabase(cluster.url, 'allocation', template);
    await answer('PostgreSQL', {
      place: { databaseUrl },
      remove: () => dropDatabase(cluster.url, 'allocation'),
    });
  } finally {
    await cluster.stop();
  }
}

function compare(): void {
  const [ten, one] = [questionsOf(large), questionsOf(small)];
  const times = { quick: [] as number[], plain: [] as number[], small: [] as number[] };
  const bytes = { quick: [] as number[], plain: [] as number[] };
  const quick = (question: SeatsToGive) => allocate(question).given.map(({ id }) => id);
  const plain = (question: SeatsToGive) => plainAllocation(question, fillsOne);
  let differing = 0;
  for (let round = 0; round < rounds; round += 1) {
    const swift = measured(() => sweep(ten, quick));
    const slow = measured(() => sweep(ten, plain));
    times.quick.push(swift.ms);
    times.plain.push(slow.ms);
    bytes.quick.push(swift.bytes);
    bytes.plain.push(slow.bytes);
    times.small.push(measured(() => sweep(one, quick)).ms);
    differing += swift.done.filter((id, at) => id !== slow.done[at]).length;
  }
  const [ms, slowMs, smallMs] = [median(times.quick), median(times.plain), median(times.small)];
  const detail = { name: 'allocation', ...large, seatsEach: seats, differing };
  say(ms / slowMs, { ...detail, what: 'time to the plain statement', ms, plainMs: slowMs });
  say(median(bytes.quick) / median(bytes.plain), {
    ...detail,
    what: 'bytes allocated to the plain statement',
    megabytes: median(bytes.quick) / 2 ** 20,
    plainMegabytes: median(bytes.plain) / 2 ** 20,
  });
  say(ms / smallMs / (large.nominees / small.nominees), {
    ...detail,
    what: 'time for each nominee, of 10,000 to of 1,000',
    ms,
    smallMs,
  });
  if (differing > 0) process.exitCode = 1;
}

/** Of a course alone, as it would be with nothing received before; the sweep fills that in. */
function questionsOf({ nominees, organisations, courses }: Size): readonly SeatsToGive[] {
  const weights = Array.from({ length: organisations }, (_, n) => 1 + ((n * 7919) % 400));
  return Array.from({ length: courses }, (_, course): SeatsToGive => {
    const contenders = Array.from({ length: Math.floor(nominees / courses) }, (_, n): Contender => {
      const who = course * 1_000 + n;
      return {
        id: `nom-${who}`,
        organisation: `org-${(who * 31 + n * n) % organisations}`,
        groups: who % 4 === 0 ? ['women'] : [],
        score: who % 3 === 0 ? (who * 37) % 100 : undefined,
        asReserve: who % 11 === 0,
        priority: who % 5 === 0 ? null : who % 5,
        sentAt: who % 1_000,
        sentOn: `2027-01-${10 + (who % 9)}`,
        lot: lotOf(`crs-${course}`, 'seed', `per-${who}`),
      };
    });
    return {
      seats,
      rules: { cap: 3, floor: course % 2 === 0, reserves: [{ group: 'women', seats: 4 }] },
      claimants: weights.map((weight, n) => ({
        organisation: `org-${n}`,
        weight,
        received: 0,
        here: 0,
        lastOn: undefined,
      })),
      contenders,
      seated: [],
    };
  });
}

/** One course after the other, each with what those before have given. */
function sweep(
  questions: readonly SeatsToGive[],
  give: (question: SeatsToGive) => readonly string[],
): string[] {
  const received = new Map<string, number>();
  const all: string[] = [];
  for (const question of questions) {
    const given = give({
      ...question,
      claimants: question.claimants.map((one) => ({ ...one, received: received.get(one.organisation) ?? 0 })),
    });
    const home = new Map(question.contenders.map(({ id, organisation }) => [id, organisation]));
    for (const id of given) {
      const organisation = home.get(id) ?? '';
      received.set(organisation, (received.get(organisation) ?? 0) + 1);
    }
    all.push(...given);
  }
  return all;
}

/** With one reserve there is nothing to try: it is filled as far as there are members that no cap keeps out. */
const fillsOne: FillsReserves = ({ rules, contenders }, chosen) => {
  const [reserve] = rules.reserves;
  if (reserve === undefined) return false;
  const isMember = ({ groups }: Contender) => groups.includes(reserve.group);
  return (
    chosen.every(isMember) && chosen.length <= Math.min(reserve.seats, contenders.filter(isMember).length)
  );
};

interface Measured<T> {
  readonly done: T;
  readonly ms: number;
  readonly bytes: number;
}

function measured<T>(work: () => T): Measured<T> {
  const before = allocated();
  const started = performance.now();
  const done = work();
  return { done, ms: performance.now() - started, bytes: allocated() - before };
}

/** Everything that was ever put on the heap. */
function allocated(): number {
  const statistics: Partial<Record<string, number>> = { ...getHeapStatistics() };
  return statistics.total_allocated_bytes ?? process.memoryUsage().heapUsed;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

type Place = NonNullable<NonNullable<Parameters<typeof openBench>[0]>['place']>;

/** What a coordinator waits for, in an exchange of that size: 10,000 nominations of 200 organisations for 300 courses. */
async function answer(database: string, place?: Place): Promise<void> {
  const bench = await openBench(place === undefined ? {} : { place });
  try {
    const { open, big } = await fill(bench, place);
    const nadia = bench.as('practice:nadia');
    const asked = {
      'seats propose': () => nadia.runs('seats propose', { course: open }),
      'seats propose, 1,000 nominees of one course': () => nadia.runs('seats propose', { course: big }),
      'nominate list': () => nadia.runs('nominate list', { course: open }),
      'nominate list, all courses': () => nadia.runs('nominate list'),
      'nominate list, 1,000 nominees of one course': () => nadia.runs('nominate list', { course: big }),
      'seats ledger': () => nadia.runs('seats ledger'),
    };
    for (const [what, ask] of Object.entries(asked)) {
      const times: number[] = [];
      for (let round = 0; round < 15; round += 1) {
        const started = performance.now();
        const said = await ask();
        times.push(performance.now() - started);
        if (said.length < 40) throw new Error(`${what}: ${said}`);
      }
      const worst = Math.max(...times);
      say(worst / budget, {
        name: 'allocation',
        database,
        what: `/${what}: slowest of 15 to the first reply’s three seconds`,
        ms: median(times),
        worst,
      });
    }
  } finally {
    await bench.close();
  }
}

async function fill(
  bench: Awaited<ReturnType<typeof openBench>>,
  place: Place | undefined,
): Promise<{ open: string; big: string }> {
  const { people, course } = await arrangeExchange(bench);
  const open = await course({ title: 'Seats to share', seats: 20, state: 'call-closed' });
  const big = await course({ title: 'Many for one', seats: 40, state: 'call-closed' });
  const organisations = await bench.arrange(async (records) => {
    const ids: string[] = [];
    for (let n = 0; n < large.organisations; n += 1) {
      const added = await records.organisations.add({
        name: `Police academy ${n}`,
        country: 'GH',
        language: 'en',
        zone: 'Africa/Accra',
        hub: false,
      });
      await records.ledger.weigh(added.id, 1 + ((n * 7919) % 400));
      ids.push(added.id);
    }
    return ids;
  });
  const members = await bench.arrange(async (records) => {
    const ids: { id: string; organisation: string }[] = [];
    for (let n = 0; n < 2_500; n += 1) {
      const organisation = organisations[n % organisations.length] ?? '';
      const added = await records.people.add({ name: `Officer ${n}`, organisation, membership: 'confirmed' });
      ids.push({ id: added.id, organisation });
    }
    return ids;
  });
  const nominate = (of: string, first: number, count: number) =>
    bench.arrange(async (records) => {
      for (let n = first; n < first + count; n += 1) {
        const member = members[n % members.length];
        if (member === undefined) continue;
        await records.nominations.add({
          course: of,
          nominee: member.id,
          organisation: member.organisation,
          nominatedBy: people.karim.id,
          rank: 'Inspector',
          unit: 'CID',
          yearsOfService: 5,
          reason: 'Leads the first seizures.',
          state: 'submitted',
          consent: 'given',
          release: 'given',
          priority: n % 3,
        });
      }
    });
  for (let n = 0; n < large.courses - 2; n += 1) {
    const { id } = await bench.arrange((records) =>
      records.courses.propose({
        title: `Course ${n}`,
        subject: 'command',
        startsOn: `2026-${String(1 + (n % 12)).padStart(2, '0')}-05`,
        endsOn: `2026-${String(1 + (n % 12)).padStart(2, '0')}-09`,
        zone: 'Africa/Accra',
        country: 'GH',
        place: 'Accra',
        online: false,
        language: 'en',
        seats: 20,
        nominationDeadline: 0,
        aims: 'To lead.',
        proposedBy: people.kofi.id,
        organisation: organisations[0] ?? '',
      }),
    );
    await nominate(id, n * 30, 30);
  }
  const where = place?.place ?? { sqliteFile: bench.file };
  await pastTheStore(where, "update nominations set state = 'attended' where priority = 1");
  await pastTheStore(where, "update courses set state = 'closed', granted = 10 where title like 'Course %'");
  await nominate(open.id, 0, 34);
  await nominate(big.id, 500, 1_000);
  return { open: open.id, big: big.id };
}

function say(figure: number, detail: Readonly<Record<string, unknown>>): void {
  const shown = Object.fromEntries(
    Object.entries(detail).map(([name, one]) => [
      name,
      typeof one === 'number' ? Number(one.toPrecision(4)) : one,
    ]),
  );
  process.stdout.write(`${JSON.stringify({ figure: Number(figure.toPrecision(4)), detail: shown })}\n`);
}

// A machine's clock that jumps, and a machine that was away: what arrives, once and in order, against seven weeks without either.
import { beforeAll, describe, expect, test } from 'vitest';
import { instantAt } from '#exchange/local-time.ts';
import { type Chance, chanceOf } from '../support/differential/chance.ts';
import { type Bench, openBench } from '../support/exchange-bench.ts';
import { standingPass } from '../support/gate-papers.ts';
import { reactionTo } from '../support/reaction-round.ts';
import { arrangeExchange } from '../support/sample-exchange.ts';

const hour = 3_600_000;
const day = 24 * hour;
const begin = Date.UTC(2027, 0, 4, 9);
const end = begin + 48 * day;
/** Shorter than the shortest time for which a reminder helps: six hours. */
const step = 4 * hour;

/** One message: why and to whom, with names in place of ids, and when it was written by the machine's clock. */
interface Said {
  readonly key: string;
  readonly to: string;
  readonly at: number;
  readonly tooLateAt: number | undefined;
}

interface Run {
  /** In the order in which they left. */
  readonly said: readonly Said[];
  /** How many messages the platform was given. */
  readonly posted: number;
  readonly errors: readonly object[];
}

/** What the machine's clock shows at a true instant; undefined while the machine is away. */
type MachineClock = (instant: number) => number | undefined;

/** The same exchange every time: two courses on their way, a questionnaire, a symposium; nobody does anything more. */
async function run(machine: MachineClock): Promise<Run> {
  const bench = await openBench();
  try {
    const names = await arrange(bench);
    for (let instant = begin; instant <= end; instant += step) {
      const now = machine(instant);
      if (now === undefined) continue;
      bench.clock.set(now);
      await bench.sweep();
    }
    return { said: await saidAt(bench, names), posted: bench.delivered.length, errors: bench.errors };
  } finally {
    await bench.close();
  }
}

async function arrange(bench: Bench): Promise<ReadonlyMap<string, string>> {
  const exchange = await arrangeExchange(bench);
  const accra = await exchange.course({
    startsOn: '2027-02-05',
    endsOn: '2027-02-09',
    nominationDeadline: instantAt('2027-01-29', '23:59', 'Africa/Accra'),
  });
  const zurich = await exchange.course({
    startsOn: '2027-02-01',
    endsOn: '2027-02-03',
    zone: 'Europe/Zurich',
    nominationDeadline: instantAt('2027-01-26', '12:00', 'Europe/Zurich'),
  });
  const over = await exchange.course({ startsOn: '2026-12-28', endsOn: '2026-12-30', state: 'evaluating' });
  const { people } = exchange;
  const edition = await bench.arrange(async (records) => {
    const { nominations, feedback, symposia } = records;
    const nomination = await nominations.add({
      course: zurich.id,
      nominee: people.salma.id,
      organisation: exchange.rabat,
      nominatedBy: people.karim.id,
      rank: 'Inspector',
      unit: 'Cyber',
      yearsOfService: 7,
      reason: 'She leads the laboratory.',
      state: 'submitted',
    });
    await nominations.grantSeat(nomination.id, await standingPass(records, zurich.id));
    const round = reactionTo(over.id, begin, begin + 10 * day);
    await feedback.open(round, [people.ama.id, people.yaw.id, people.salma.id]);
    const series = await symposia.addSeries('Symposium', 2);
    const planned = await symposia.plan({
      series: series.id,
      number: 20,
      title: 'Symposium 20',
      zone: 'Europe/Zurich',
      plannedBy: people.nadia.id,
    });
    const dates = { startsOn: '2027-02-12', endsOn: '2027-02-13', zone: 'Europe/Zurich', place: 'Bern' };
    await symposia.setDates(planned.id, dates);
    await symposia.register(planned.id, people.yaw.id, 'law-enforcement');
    return planned;
  });
  return new Map([
    ...Object.entries(people).map(([name, person]) => [person.id, name] as const),
    [accra.id, 'course in Accra'],
    [zurich.id, 'course in Zurich'],
    [over.id, 'course that is over'],
    [edition.id, 'symposium'],
    [exchange.hub, 'hub'],
    [exchange.rabat, 'Rabat'],
  ]);
}

async function saidAt(bench: Bench, names: ReadonlyMap<string, string>): Promise<readonly Said[]> {
  const named = (text: string) => text.replaceAll(/\b(per|crs|sym|org)-\w+/g, (id) => names.get(id) ?? id);
  const sent = await bench.store.read({ kind: 'process' }, ({ deliveries }) =>
    deliveries.list(['sent'], 10_000),
  );
  return sent
    .toSorted((one, other) => placeOf(one.reference) - placeOf(other.reference))
    .map(({ key, person, channel, createdAt, tooLateAt }) => ({
      key: named(key),
      to: named(person ?? channel ?? ''),
      at: createdAt,
      // That nobody came to a course is asked about once, whenever it is seen first: until the last of its slots.
      tooLateAt: key.startsWith('course empty') ? createdAt + 10 * day : tooLateAt,
    }));
}

/** The platform of the bench numbers its messages. */
function placeOf(reference: string | undefined): number {
  return Number(reference?.split('-').at(-1));
}

const kindOf = ({ key }: Said) => key.slice(0, key.indexOf(' · '));

const keysInOrder = (said: readonly Said[] = []) => said.map(({ key }) => key);

const keysOf = (said: readonly Said[]) => keysInOrder(said).sort();

/** Periods in which the machine's clock is wrong by one of these, with true ones between; right at the end. */
function jumping(chance: Chance, jumps: readonly [number, ...number[]]): MachineClock {
  const periods: (Period & { readonly by: number })[] = [];
  for (let from = begin + day; from < end - 4 * day; ) {
    const to = from + chance.number(1, 9) * step;
    periods.push({ from, to, by: chance.pick(jumps) });
    from = to + chance.number(1, 6) * step;
  }
  return (instant) => instant + (periods.find((period) => isWithin(instant, period))?.by ?? 0);
}

interface Period {
  readonly from: number;
  readonly to: number;
}

/** What the machine's clock shows whenever a sweep looks. */
function shownBy(clock: MachineClock): readonly number[] {
  const shown: number[] = [];
  for (let instant = begin; instant <= end; instant += step) {
    const now = clock(instant);
    if (now !== undefined) shown.push(now);
  }
  return shown;
}

/** Looked at while it helped, before the clock ever showed that it was too late: it has to be said. */
function mustBeSaid(one: Said, shown: readonly number[]): boolean {
  const { at, tooLateAt = Number.POSITIVE_INFINITY } = one;
  const first = shown.find((now) => now >= at);
  if (first === undefined || first >= tooLateAt) return false;
  // Looked at in the night it waits for the morning, when another may have fallen due in its place.
  return kindOf(one) !== 'feedback reminder' || isAtEveryDesk(first);
}

/** In the office hours of Accra, Rabat and Cairo alike, on a day that is a working day in all three. */
function isAtEveryDesk(now: number): boolean {
  const there = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
  // Independence Manifesto Day in Morocco, Coptic Christmas in Egypt and Constitution Day in Ghana.
  const isHoliday = ['01-07', '01-11'].includes(there.toPlainDate().toString().slice(5));
  return there.dayOfWeek <= 4 && there.hour >= 9 && there.hour < 15 && !isHoliday;
}

/** Looked at while it helped, perhaps after a course had begun by a wrong clock: nobody is reminded of what was before. */
function mayBeSaid({ at, tooLateAt = Number.POSITIVE_INFINITY }: Said, shown: readonly number[]): boolean {
  return shown.some((now) => now >= at && now < tooLateAt);
}

const isWithin = (at: number, { from, to }: Period) => at >= from && at <= to;

const seed = Math.floor(Math.random() * 2 ** 31);

describe(`an exchange over seven weeks (seed ${seed})`, () => {
  let steady: Run;
  beforeAll(async () => {
    steady = await run((instant) => instant);
  }, 120_000);

  test('says everything that is due, each thing once', () => {
    const kinds = new Set(steady.said.map(kindOf));

    expect([...kinds].sort()).toEqual([
      'attendance',
      'attendance day',
      'call closed',
      'course empty',
      'digest',
      'fairness',
      'feedback lines',
      'feedback reminder',
      'feedback summary',
      'feedback summary ready',
      'nomination reminder',
      'symposium reminder',
    ]);
    expect(new Set(keysOf(steady.said)).size).toBe(steady.said.length);
    expect(steady.posted).toBe(steady.said.length);
    expect(steady.errors).toEqual([]);
  });

  test('says the same, each thing once, on a clock that jumps back and forward by an hour', async () => {
    const clock = jumping(chanceOf(seed), [-hour, hour]);

    const { said, posted, errors } = await run(clock);

    expect(keysOf(said)).toEqual(keysOf(steady.said));
    expect(posted).toBe(said.length);
    expect(errors).toEqual([]);
  }, 120_000);

  test.each<[what: string, jumps: readonly [number, ...number[]]]>([
    ['falls a day behind and is put right', [-day]],
    ['goes a day ahead and is put right', [day]],
    ['is a day ahead, a day behind, or an hour ahead', [day, -day, hour]],
  ])(
    'says each thing once on a clock that %s, but what its jumps made too late',
    async (_, jumps) => {
      const clock = jumping(chanceOf(seed + 1), jumps);
      const shown = shownBy(clock);

      const { said, posted } = await run(clock);

      const known = new Set(keysOf(said));
      const may = new Set(keysOf(steady.said.filter((one) => mayBeSaid(one, shown))));
      expect(steady.said.filter((one) => mustBeSaid(one, shown) && !known.has(one.key))).toEqual([]);
      expect([...known].filter((key) => !may.has(key))).toEqual([]);
      expect(known.size).toBe(said.length);
      expect(posted).toBe(said.length);
    },
    120_000,
  );

  test.each([
    ['the call closes', Date.UTC(2027, 0, 25, 5)],
    ['courses begin and end', Date.UTC(2027, 1, 1, 5)],
    ['a questionnaire closes', Date.UTC(2027, 0, 12, 5)],
    ['the symposium begins', Date.UTC(2027, 1, 10, 5)],
  ])(
    'says after three days of outage, while %s, what still helps, once and in order',
    async (_, from) => {
      const back = from + 3 * day;
      const away = { from: from + 1, to: back - 1 };

      const { said, posted, errors } = await run((instant) =>
        isWithin(instant, away) ? undefined : instant,
      );

      // What fell due meanwhile arrives now if it still helps; everything else arrives as it would have.
      const expected = steady.said.filter(
        ({ at, tooLateAt }) => !isWithin(at, away) || tooLateAt === undefined || tooLateAt > back,
      );
      expect(keysOf(said)).toEqual(keysOf(expected));
      expect(posted).toBe(said.length);
      expect(errors).toEqual([]);
      for (const { at, tooLateAt } of said) expect(at).toBeLessThan(tooLateAt ?? Number.POSITIVE_INFINITY);
      // Of one kind to one reader; what several jobs have to say at the same moment has no order.
      const byReader = (some: readonly Said[]) => Map.groupBy(some, (one) => `${one.to} · ${kindOf(one)}`);
      const inOrder = byReader(expected);
      for (const [reader, theirs] of byReader(said))
        expect(keysInOrder(theirs)).toEqual(keysInOrder(inOrder.get(reader)));
    },
    120_000,
  );
});

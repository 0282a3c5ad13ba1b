// Pairs for an exchange: as many and as fitting as can be, which two independent judges are asked about.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestValue } from '../../test/support/integer-program.ts';
import { languages } from './languages.ts';
import { addDays } from './local-time.ts';
import { commonWeeks, type ExchangeOffer, fitOf, mayGo, pairOf, pairUp } from './pairing.ts';

const monday = '2027-03-01';

function offer(id: string, changes: Partial<ExchangeOffer> = {}): ExchangeOffer {
  return {
    id,
    officer: `officer-${id}`,
    organisation: `organisation-${id}`,
    topic: 'leadership',
    languages: ['en'],
    from: monday,
    until: addDays(monday, 4),
    counterpart: undefined,
    ...changes,
  };
}

function offers({ most, topics = 2 }: { most: number; topics?: number }) {
  const one = (at: number) =>
    fc
      .record({
        organisation: fc.integer({ min: 0, max: 4 }).map((number) => `organisation-${number}`),
        topic: fc.constantFrom(...(['leadership', 'command'] as const).slice(0, topics)),
        languages: fc.subarray([...languages], { minLength: 1 }),
        starts: fc.integer({ min: 0, max: 30 }),
        lasts: fc.integer({ min: 4, max: 60 }),
        counterpart: fc.option(
          fc.integer({ min: 0, max: most }).map((number) => `officer-${name(number)}`),
          { nil: undefined },
        ),
      })
      .map(({ starts, lasts, ...made }) => {
        const from = addDays(monday, starts);
        return offer(name(at), { ...made, from, until: addDays(from, lasts) });
      });
  return fc
    .integer({ min: 0, max: most })
    .chain((number) => fc.tuple(...Array.from({ length: number }, (_, at) => one(at))));
}

function name(number: number): string {
  return String(number).padStart(2, '0');
}

/** Those who are not paired because they named each other, and what two of them are worth. */
function left(all: readonly ExchangeOffer[]) {
  const named = new Set(
    pairUp(all)
      .pairs.filter((pair) => pair.named)
      .flatMap(({ offers: both }) => both.map(({ id }) => id)),
  );
  const free = all.filter(({ id }) => !named.has(id));
  const edges = free.flatMap((one, at) =>
    free.slice(at + 1).flatMap((other) => {
      return mayGo(one, other) ? [{ ends: [one.id, other.id] as const, worth: worth(one, other) }] : [];
    }),
  );
  return { free, edges };
}

/** One pair more is worth more than any fit. */
function worth(one: ExchangeOffer, other: ExchangeOffer): number {
  return 100_000 + fitOf(pairOf(one, other));
}

function reached(all: readonly ExchangeOffer[]): number {
  return pairUp(all)
    .pairs.filter(({ named }) => !named)
    .reduce((sum, { offers: [one, other] }) => sum + worth(one, other), 0);
}

type Edge = ReturnType<typeof left>['edges'][number];

/** The worth of the best matching, found by trying every one. */
function best(edges: readonly Edge[]): number {
  const [first, ...others] = edges;
  if (first === undefined) return 0;
  const apart = others.filter(({ ends }) => !ends.some((end) => first.ends.includes(end)));
  return Math.max(best(others), first.worth + best(apart));
}

/** The same as an integer program: an edge is taken or not, and nobody has two. */
async function solved(edges: readonly Edge[]): Promise<number> {
  if (edges.length === 0) return 0;
  const names = edges.map((_, at) => `x${at}`);
  const ends = [...new Set(edges.flatMap((edge) => edge.ends))];
  const program = [
    'Maximize',
    ` worth: ${edges.map((edge, at) => `${edge.worth} x${at}`).join(' + ')}`,
    'Subject To',
    ...ends.map((end, row) => {
      const touching = names.filter((_, at) => edges[at]?.ends.includes(end));
      return ` once${row}: ${touching.join(' + ')} <= 1`;
    }),
    'Binary',
    ` ${names.join(' ')}`,
    'End',
  ].join('\n');
  return await bestValue(program);
}

describe('exchange pairs', () => {
  it('puts first those who named each other, whatever else would fit better', () => {
    const ama = offer('ama', { counterpart: 'officer-zoe', languages: ['en', 'fr'] });
    const zoe = offer('zoe', { counterpart: 'officer-ama', topic: 'command', languages: ['es'] });
    const ben = offer('ben', { languages: ['en', 'fr'] });

    const { pairs, alone } = pairUp([ben, zoe, ama]);

    expect(pairs).toEqual([
      { offers: [ama, zoe], named: true, sameTopic: false, languages: [], weeks: [monday] },
    ]);
    expect(alone).toEqual([{ offer: ben, why: 'others-fit-better' }]);
  });

  it('rather makes two pairs than one that fits better', () => {
    const both = { languages: ['en', 'fr'] } as const;

    const { pairs, alone } = pairUp([
      offer('a', { languages: ['en'] }),
      offer('b', both),
      offer('c', both),
      offer('d', { languages: ['fr'] }),
    ]);

    expect(pairs.map(({ offers: [one, other] }) => `${one.id}${other.id}`)).toEqual(['ab', 'cd']);
    expect(alone).toEqual([]);
  });

  it('honours the wish of one where as many pairs come of it', () => {
    const { pairs } = pairUp([offer('a', { counterpart: 'officer-d' }), offer('b'), offer('c'), offer('d')]);

    expect(pairs.map(({ offers: [one, other] }) => `${one.id}${other.id}`)).toEqual(['ad', 'bc']);
  });

  it.each([
    ['nobody-else', []],
    ['only-own-organisation', [offer('b', { organisation: 'organisation-a' })]],
    ['no-common-topic', [offer('b', { topic: 'command' })]],
    ['no-common-language', [offer('b', { languages: ['ar'] })]],
    ['no-common-week', [offer('b', { from: addDays(monday, 1), until: addDays(monday, 7) })]],
  ] as const)('says that somebody stays alone because of %s', (why, others) => {
    const own = offer('a');

    expect(pairUp([own, ...others]).alone).toContainEqual({ offer: own, why });
  });

  it('says why two who named each other do not go together', () => {
    const own = offer('a', { counterpart: 'officer-b' });
    const other = offer('b', { counterpart: 'officer-a', from: '2027-09-01', until: '2027-09-30' });

    expect(pairUp([own, other]).alone.map(({ why }) => why)).toEqual([
      'named-without-common-week',
      'named-without-common-week',
    ]);
  });

  it('says of the third of three alike that the others fit better', () => {
    const { pairs, alone } = pairUp([offer('a'), offer('b'), offer('c')]);

    expect(pairs).toHaveLength(1);
    expect(alone.map(({ why }) => why)).toEqual(['others-fit-better']);
  });

  it('never pairs anybody twice, with themselves, with a colleague of their own organisation, or without a week', () => {
    fc.assert(
      fc.property(offers({ most: 20 }), (all) => {
        const { pairs, alone } = pairUp(all);

        const named = [...pairs.flatMap((pair) => pair.offers), ...alone.map((one) => one.offer)];
        expect(named.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id));
        for (const {
          offers: [one, other],
          weeks,
        } of pairs) {
          expect(one.officer).not.toBe(other.officer);
          expect(one.organisation).not.toBe(other.organisation);
          expect(weeks.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('does not depend on the order of the offers', () => {
    const shuffled = offers({ most: 16 }).chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );

    fc.assert(
      fc.property(shuffled, ([all, anyhow]) => {
        expect(pairUp(anyhow)).toEqual(pairUp(all));
      }),
    );
  });

  it('makes the most of it: no other pairing of a few has more pairs, or as many that fit better', () => {
    fc.assert(
      fc.property(offers({ most: 8, topics: 1 }), (all) => {
        expect(reached(all)).toBe(best(left(all).edges));
      }),
      { numRuns: 200 },
    );
  });

  it('makes the most of it among many, as an integer program finds too', async () => {
    await fc.assert(
      fc.asyncProperty(offers({ most: 40 }), async (all) => {
        expect(reached(all)).toBe(await solved(left(all).edges));
      }),
      { numRuns: 12 },
    );
  });

  it('counts weeks from Monday to Friday that lie wholly within both windows', () => {
    const year = { from: '2027-01-01', until: '2027-12-31' };

    expect(commonWeeks(year, { from: '2027-03-01', until: '2027-03-05' })).toEqual(['2027-03-01']);
    expect(commonWeeks(year, { from: '2027-03-02', until: '2027-03-14' })).toEqual(['2027-03-08']);
    expect(commonWeeks(year, { from: '2027-03-02', until: '2027-03-11' })).toEqual([]);
    expect(commonWeeks(year, { from: '2026-12-28', until: '2027-01-15' })).toEqual([
      '2027-01-04',
      '2027-01-11',
    ]);
    expect(commonWeeks(year, { from: '2028-01-01', until: '2028-12-31' })).toEqual([]);
  });
});

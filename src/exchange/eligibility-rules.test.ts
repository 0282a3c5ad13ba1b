import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Booking,
  type EligibilityFacts,
  type Failure,
  maySelect,
  noCriteria,
  type RuleName,
  ruleNames,
  verdictOf,
  waivableRules,
} from './eligibility.ts';
import {
  asksAnything,
  failuresOf,
  isForeign,
  lengthOf,
  programmeKey,
  rulesThatHold,
  sameCourseKey,
} from './eligibility-rules.ts';
import { addDays, daysBetween } from './local-time.ts';
import { genders, sectors } from './profile.ts';
import { recordedVettingStates, vettingDemands, vettingOn } from './vetting.ts';

const course = {
  id: 'this',
  titleKey: sameCourseKey('Digital evidence 2027'),
  startsOn: '2027-06-07',
  endsOn: '2027-06-18',
  country: 'KE',
  online: false,
  language: 'en',
} as const;

const officer: EligibilityFacts = {
  course,
  criteria: noCriteria,
  homeCountry: 'GH',
  sector: 'police',
  languages: ['en'],
  years: 5,
  yearsSaidOn: '2027-01-04',
  consent: 'given',
  release: 'given',
  nominatedOn: '2027-01-04',
  bookings: [],
  earlier: [],
  proofs: [],
  vetting: undefined,
  unitVetting: undefined,
  received: [],
  waived: [],
  cooling: { short: 730, medium: 1_095, long: 1_826 },
  today: '2027-02-01',
};

const booking: Booking = {
  course: 'other',
  titleKey: 'interviewing',
  title: 'Interviewing',
  startsOn: '2027-01-11',
  endsOn: '2027-01-22',
  country: 'GH',
  online: false,
  homeCountry: 'GH',
  standing: 'attended',
};

function asked(criteria: Partial<EligibilityFacts['criteria']>, about: Partial<EligibilityFacts> = {}) {
  return failuresOf({ ...officer, ...about, criteria: { ...noCriteria, ...criteria } });
}

const namesOf = (failures: readonly Failure[]) => failures.map(({ rule }) => rule);

describe('the rules of eligibility', () => {
  it('let somebody come of whom nothing is asked, and who has agreed and is released', () => {
    expect(failuresOf(officer)).toEqual([]);
    expect(asksAnything(noCriteria)).toBe(false);
    expect(asksAnything({ ...noCriteria, minYears: 3 })).toBe(true);
    expect(rulesThatHold(officer)).toEqual(['same-course', 'cooling-off', 'overlap', 'consent', 'release']);
  });

  it('keep another sector out, and leave open what nobody has said', () => {
    const wanted = { sectors: ['customs', 'immigration'] } as const;

    expect(asked(wanted)).toMatchObject([
      { rule: 'sector', sector: 'police', weight: 'bar', waivedBy: 'approver', admitted: wanted.sectors },
    ]);
    expect(asked(wanted, { sector: undefined })).toMatchObject([{ rule: 'sector', weight: 'open' }]);
    expect(asked(wanted, { sector: 'customs' })).toEqual([]);
  });

  it('keep to countries, and let partner agencies come from elsewhere where that is said', () => {
    const wanted = { countries: ['KE', 'UG'] };

    expect(asked(wanted)).toMatchObject([{ rule: 'country', country: 'GH', weight: 'bar' }]);
    expect(asked(wanted, { homeCountry: 'UG' })).toEqual([]);
    expect(asked(wanted, { sector: 'international-body' })).toEqual([]);
    expect(asked({ ...wanted, partnerAgencies: false }, { sector: 'international-body' })).toHaveLength(1);
  });

  it('ask for the language of the course', () => {
    expect(asked({ languageRequired: true }, { languages: ['fr'] })).toMatchObject([
      { rule: 'language', language: 'en', spoken: ['fr'], weight: 'bar' },
    ]);
    expect(asked({ languageRequired: true }, { languages: [] })).toMatchObject([{ weight: 'open' }]);
    expect(asked({ languageRequired: true })).toEqual([]);
  });

  it('count the years of service to the first day of the course', () => {
    expect(asked({ minYears: 6 })).toMatchObject([{ rule: 'experience', years: 5, passesOn: '2028-01-04' }]);
    expect(asked({ minYears: 6 }, { yearsSaidOn: '2026-06-07' })).toEqual([]);
    expect(asked({ minYears: 6 }, { yearsSaidOn: '2026-06-08' })).toHaveLength(1);
  });

  it('leave a prerequisite open until there is proof of it, or the record knows', () => {
    const icip = { prerequisite: 'ICIP' };
    const before = { prerequisite: 'Seizing devices' };
    const taken = { ...booking, titleKey: sameCourseKey('Seizing devices 2024') };

    expect(asked(icip)).toMatchObject([{ rule: 'prerequisite', weight: 'open', waivedBy: 'approver' }]);
    expect(verdictOf(asked(icip))).toBe('conditional');
    expect(asked(icip, { proofs: [programmeKey('icip ')] })).toEqual([]);
    expect(asked(before)).toHaveLength(1);
    expect(asked(before, { bookings: [taken] })).toEqual([]);
    expect(asked(before, { bookings: [{ ...taken, standing: 'booked' }] })).toHaveLength(1);
    expect(asked(before, { proofs: [programmeKey('Seizing devices')] })).toEqual([]);
  });

  it('keep out whoever has taken the same course in another year, unless it may be taken again', () => {
    const again = { ...booking, titleKey: sameCourseKey('Digital Evidence 2025') };

    expect(failuresOf({ ...officer, bookings: [again] })).toMatchObject([
      { rule: 'same-course', endsOn: '2027-01-22', weight: 'bar', waivedBy: 'approver' },
    ]);
    expect(
      namesOf(
        failuresOf({ ...officer, earlier: [{ title: 'digital evidence', days: 5, endsOn: '2019-05-03' }] }),
      ),
    ).toEqual(['same-course']);
    expect(failuresOf({ ...officer, bookings: [{ ...again, standing: 'offered' }] })).toEqual([]);
    expect(asked({ oncePerPerson: false }, { bookings: [again] })).toEqual([]);
    expect(sameCourseKey('Investigation, level 1')).not.toBe(sameCourseKey('Investigation, level 2'));
  });

  it('count two, three and five years from the end of a foreign course, by its length', () => {
    const stay = (startsOn: string, endsOn: string) => ({ ...booking, country: 'FR', startsOn, endsOn });
    const from = (one: Booking) =>
      failuresOf({ ...officer, bookings: [one] }).map((failure) => failure.passesOn);

    expect(from(stay('2026-04-01', '2026-04-30'))).toEqual(['2028-04-29']);
    expect(from(stay('2026-01-05', '2026-04-30'))).toEqual(['2029-04-29']);
    expect(from(stay('2025-06-02', '2026-04-30'))).toEqual(['2031-04-30']);
    expect([
      lengthOf('2026-03-01', '2026-03-31'),
      lengthOf('2026-03-01', '2026-04-01'),
      lengthOf('2026-01-01', '2026-06-30'),
      lengthOf('2026-01-01', '2026-07-01'),
    ]).toEqual(['short', 'medium', 'medium', 'long']);
  });

  it('let nobody cool off at home, online, after a course at home, or where the course does not ask for it', () => {
    const abroad = { bookings: [{ ...booking, country: 'FR' }] };
    const declared = { earlier: [{ title: 'Abroad', days: 20, endsOn: '2026-04-30' }] };

    expect(namesOf(failuresOf({ ...officer, ...abroad }))).toEqual(['cooling-off']);
    expect(namesOf(failuresOf({ ...officer, ...declared }))).toEqual(['cooling-off']);
    expect(failuresOf({ ...officer, ...abroad, homeCountry: 'KE' })).toEqual([]);
    expect(failuresOf({ ...officer, ...abroad, course: { ...course, online: true } })).toEqual([]);
    expect(failuresOf({ ...officer, bookings: [booking] })).toEqual([]);
    expect(asked({ coolingOff: false }, abroad)).toEqual([]);
    expect(isForeign({ country: 'FR', online: true }, 'GH')).toBe(false);
  });

  it('are told nobody can lift an overlap, a refused vetting or a refused consent', () => {
    const failures = failuresOf({
      ...officer,
      criteria: { ...noCriteria, vetting: 'person-and-unit' },
      bookings: [{ ...booking, startsOn: '2027-06-18', endsOn: '2027-06-20', standing: 'offered' }],
      vetting: { state: 'refused', validUntil: undefined },
      unitVetting: { state: 'pending', validUntil: undefined },
      consent: 'refused',
      release: null,
      waived: ruleNames,
    });

    expect(
      failures.map(({ rule, weight, waivedBy, passesOn }) => [rule, weight, waivedBy, passesOn]),
    ).toEqual([
      ['overlap', 'bar', undefined, '2027-06-21'],
      ['vetting', 'bar', undefined, undefined],
      ['unit-vetting', 'open', undefined, undefined],
      ['consent', 'bar', undefined, undefined],
      ['release', 'open', undefined, undefined],
    ]);
    expect(maySelect(failures)).toBe(false);
  });

  it('take a vetting until its last day, which has to reach the first day of the course', () => {
    const until = (validUntil: string) =>
      asked({ vetting: 'person' }, { vetting: { state: 'clear', validUntil } });

    expect(until('2027-06-07')).toEqual([]);
    expect(until('2027-06-06')).toMatchObject([{ rule: 'vetting', weight: 'open' }]);
    expect(vettingOn({ state: 'clear', validUntil: '2027-01-31' }, '2027-02-01')).toBe('expired');
    expect(vettingOn({ state: 'clear', validUntil: '2027-02-01' }, '2027-02-01')).toBe('clear');
    expect(
      asked({ vetting: 'person' }, { vetting: { state: 'not-required', validUntil: undefined } }),
    ).toEqual([]);
  });

  it('name the documents that are missing', () => {
    expect(asked({ documents: ['Passport', 'Medical'] }, { received: ['Passport'] })).toMatchObject([
      { rule: 'documents', missing: ['Medical'], weight: 'open', waivedBy: 'approver' },
    ]);
  });

  it('are lifted by a waiver where one may be signed', () => {
    const failing = { ...officer, criteria: { ...noCriteria, minYears: 9, sectors: ['customs'] as const } };

    expect(namesOf(failuresOf({ ...failing, waived: ['experience'] }))).toEqual(['sector']);
  });
});

const someDay = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2023-01-01', days));
const someCountry = fc.constantFrom('GH', 'KE', 'FR');
const someBooking = fc.record({
  course: fc.constantFrom('this', 'one', 'two', 'three'),
  titleKey: fc.constantFrom(course.titleKey, 'interviewing', 'seizing devices'),
  title: fc.constantFrom('Interviewing', undefined),
  days: fc.integer({ min: 1, max: 250 }),
  startsOn: someDay,
  country: someCountry,
  online: fc.boolean(),
  homeCountry: someCountry,
  standing: fc.constantFrom('offered', 'booked', 'attended'),
});
const someVetting = fc.option(
  fc.record({
    state: fc.constantFrom(...recordedVettingStates),
    validUntil: fc.option(someDay, { nil: undefined }),
  }),
  { nil: undefined },
);
const someFacts: fc.Arbitrary<EligibilityFacts> = fc
  .record({
    course: fc.record({
      id: fc.constant('this'),
      titleKey: fc.constant(course.titleKey),
      startsOn: someDay,
      days: fc.integer({ min: 1, max: 60 }),
      country: someCountry,
      online: fc.boolean(),
      language: fc.constantFrom('en', 'ar'),
    }),
    criteria: fc.record({
      sectors: fc.subarray([...sectors]),
      sectorTargets: fc.constant({}),
      countries: fc.subarray(['GH', 'KE', 'FR']),
      partnerAgencies: fc.boolean(),
      minYears: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
      languageRequired: fc.boolean(),
      prerequisite: fc.constantFrom(undefined, 'ICIP', 'Seizing devices'),
      vetting: fc.constantFrom(...vettingDemands),
      documents: fc.subarray(['Passport', 'Medical']),
      oncePerPerson: fc.boolean(),
      coolingOff: fc.boolean(),
      visaLeadDays: fc.constant(undefined),
      lastJoinOn: fc.constant(undefined),
    }),
    homeCountry: someCountry,
    sector: fc.constantFrom(undefined, ...sectors),
    languages: fc.subarray(['en', 'fr', 'ar'] as const),
    years: fc.integer({ min: 0, max: 40 }),
    yearsSaidOn: fc.constantFrom('2024-02-29', '2025-08-31', '2027-01-04'),
    consent: fc.constantFrom(null, 'asked', 'given', 'refused'),
    release: fc.constantFrom(null, 'asked', 'given', 'refused'),
    nominatedOn: fc.constant('2027-01-04'),
    bookings: fc.array(someBooking, { maxLength: 6 }),
    earlier: fc.array(
      fc.record({
        title: fc.constantFrom('Abroad', 'Digital evidence'),
        days: fc.integer({ min: 1, max: 400 }),
        endsOn: someDay,
      }),
      { maxLength: 3 },
    ),
    proofs: fc.subarray(['icip', 'seizing devices']),
    vetting: someVetting,
    unitVetting: someVetting,
    received: fc.subarray(['Passport', 'Medical']),
    waived: fc.subarray([...ruleNames]),
    cooling: fc.record({
      short: fc.integer({ min: 0, max: 800 }),
      medium: fc.integer({ min: 0, max: 1_200 }),
      long: fc.integer({ min: 0, max: 2_000 }),
    }),
    today: someDay,
  })
  .map(({ course: { days, ...about }, bookings, ...facts }) => ({
    ...facts,
    course: { ...about, endsOn: addDays(about.startsOn, days - 1) },
    bookings: bookings.map(({ days: length, ...one }) => ({
      ...one,
      endsOn: addDays(one.startsOn, length - 1),
    })),
  }));

function beginningOn(facts: EligibilityFacts, startsOn: string): EligibilityFacts {
  const length = daysBetween(facts.course.startsOn, facts.course.endsOn);
  return { ...facts, course: { ...facts.course, startsOn, endsOn: addDays(startsOn, length) } };
}

describe('whatever the facts', () => {
  it('a failure that names a day passes on that day and not on the day before', () => {
    let named = 0;

    fc.assert(
      fc.property(someFacts, (facts) => {
        for (const { rule, passesOn } of failuresOf(facts)) {
          if (passesOn === undefined) continue;
          named += 1;
          const fails = (startsOn: string) =>
            namesOf(failuresOf(beginningOn(facts, startsOn))).includes(rule);
          expect([rule, fails(passesOn), fails(addDays(passesOn, -1))]).toEqual([rule, false, true]);
          expect(passesOn > facts.course.startsOn).toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
    expect(named).toBeGreaterThan(300);
  });

  it('their order does not matter', () => {
    fc.assert(
      fc.property(someFacts, fc.infiniteStream(fc.nat()), (facts, numbers) => {
        const shuffled = <T>(all: readonly T[]): T[] =>
          all
            .map((one) => [numbers.next().value ?? 0, one] as const)
            .toSorted(([one], [other]) => one - other)
            .map(([, one]) => one);
        const other: EligibilityFacts = {
          ...facts,
          bookings: shuffled(facts.bookings),
          earlier: shuffled(facts.earlier),
          proofs: shuffled(facts.proofs),
          received: shuffled(facts.received),
          waived: shuffled(facts.waived),
          languages: shuffled(facts.languages),
        };

        const told = (failures: readonly Failure[]) =>
          failures.map((one) => (one.rule === 'language' ? { ...one, spoken: [...one.spoken].sort() } : one));
        expect(told(failuresOf(other))).toEqual(told(failuresOf(facts)));
      }),
      { numRuns: 500 },
    );
  });

  it('a waiver takes away its own rule and nothing else', () => {
    fc.assert(
      fc.property(someFacts, fc.constantFrom<RuleName>(...ruleNames), (facts, rule) => {
        const before = namesOf(failuresOf({ ...facts, waived: [] }));

        const after = namesOf(failuresOf({ ...facts, waived: [rule] }));

        const lifts = waivableRules.some((one) => one === rule);
        expect(after).toEqual(before.filter((one) => !lifts || one !== rule));
      }),
      { numRuns: 500 },
    );
  });

  it('only rules that hold for the course and the person fail', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const holding = rulesThatHold(facts);

        expect(namesOf(failuresOf(facts)).filter((rule) => !holding.includes(rule))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gender is no fact of eligibility', () => {
    expect(Object.keys(officer).filter((fact) => /gender/.test(fact))).toEqual([]);
    expect(genders).toHaveLength(2);
  });
});

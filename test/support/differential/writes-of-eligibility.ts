// The writes of eligibility, with what they may be given: criteria, vettings, waivers and evidence.
import { waivableRules } from '#exchange/eligibility.ts';
import { followingStates } from '#exchange/nomination.ts';
import { genders, sectors } from '#exchange/profile.ts';
import { recordedVettingStates, vettingDemands } from '#exchange/vetting.ts';
import { type Given, maybe } from './given.ts';
import type { World } from './world.ts';

const programmes = ['ICIP', 'icip ', 'Seizing devices', 'a\0b'] as const;

const person = (w: World) => w.row('nominations')?.nominee ?? w.id('people');

/** Each with how often it is chosen. */
export const writesOfEligibility = {
  'criteria.set': [
    2,
    (w) => [
      w.row('nominations')?.course ?? w.id('courses'),
      {
        sectors: w.subset(sectors),
        sectorTargets: w.often(0.5) ? { police: w.number(1, 9) } : {},
        countries: w.subset(['GH', 'MA', 'PE']),
        partnerAgencies: w.often(0.5),
        minYears: maybe(w, 0.4, () => w.number(1, 9)),
        languageRequired: w.often(0.5),
        prerequisite: maybe(w, 0.4, () => w.pick(programmes)),
        vetting: w.pick(vettingDemands),
        documents: w.often(0.5) ? [w.text()] : [],
        oncePerPerson: w.often(0.5),
        coolingOff: w.often(0.5),
        visaLeadDays: maybe(w, 0.4, () => w.number(1, 90)),
        lastJoinOn: maybe(w, 0.4, w.date),
      },
      w.id('people'),
    ],
  ],
  'profiles.set': [
    2,
    (w) => [
      {
        person: w.id('people'),
        sector: maybe(w, 0.6, () => w.pick(sectors)),
        gender: maybe(w, 0.6, () => w.pick(genders)),
        languages: w.often(0.5) ? [w.language()] : [],
      },
      w.id('people'),
    ],
  ],
  'vettings.record': [
    3,
    (w) => [
      w.often(0.6)
        ? { person: person(w) }
        : { organisation: w.id('organisations'), unit: w.pick(['CID', 'cid ', 'Cyber']) },
      { state: w.pick(recordedVettingStates), validUntil: maybe(w, 0.6, w.date) },
      w.id('people'),
    ],
  ],
  'waivers.ask': [
    2,
    (w) => [{ nomination: w.id('nominations'), rule: w.pick(waivableRules), askedBy: w.id('people') }],
  ],
  'waivers.sign': [
    2,
    (w) => {
      const { nomination = w.id('nominations'), rule = w.pick(waivableRules) } = w.row('waivers') ?? {};
      return [{ nomination, rule, reason: w.text() }, w.id('people')];
    },
  ],
  'evidence.follow': [
    3,
    (w) => {
      const row = w.row('nominations');
      const from = followingStates.find((state) => state === row?.state) ?? w.pick(followingStates);
      return [row?.id ?? w.id('nominations'), from, w.pick(followingStates)];
    },
  ],
  'evidence.markReceived': [
    2,
    (w) => [w.id('nominations'), w.pick(['Passport', 'a\0b']), w.often(0.7), w.id('people')],
  ],
  'evidence.prove': [2, (w) => [person(w), w.pick(programmes), w.often(0.7), w.id('people')]],
  'evidence.declare': [
    2,
    (w) => [{ person: person(w), title: w.text(), days: w.number(1, 400), endsOn: w.date() }, w.id('people')],
  ],
  'evidence.retract': [
    1,
    (w) => {
      const row = w.row('earlierCourses');
      return row && w.often(0.8) ? [row.id, row.person] : [row?.id ?? 'ear-none', w.id('people')];
    },
  ],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;

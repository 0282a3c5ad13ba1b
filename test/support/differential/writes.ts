// Every function that writes, with what it may be given: mostly something that does something, sometimes nonsense.

import { botVerdicts } from '#exchange/bot-opinion.ts';
import { courseStates, isGuarded } from '#exchange/course.ts';
import { withholdReasons } from '#exchange/disclosure.ts';
import { retentionKinds } from '#exchange/retention.ts';
import { audienceTracks, editionStates } from '#exchange/symposium.ts';
import {
  type Given,
  keysOf,
  leaseName,
  maybe,
  newDelivery,
  newInstallation,
  ownLease,
  proposal,
  reason,
  seenLease,
  some,
  taken,
  undelivered,
} from './given.ts';
import { approvals, passOf } from './given-at-gate.ts';
import { courseStatesOf, day, hour } from './world.ts';
import { writesAtGate } from './writes-at-gate.ts';
import { writesOfCertificates } from './writes-of-certificates.ts';
import { writesOfEligibility } from './writes-of-eligibility.ts';
import { writesOfExchanges } from './writes-of-exchanges.ts';
import { writesOfFeedback } from './writes-of-feedback.ts';
import { writesOfFollowUps } from './writes-of-follow-ups.ts';
import { writesOfFunding } from './writes-of-funding.ts';
import { writesOfImprovement } from './writes-of-improvement.ts';
import { writesOfNominations } from './writes-of-nominations.ts';
import { writesOfOffers } from './writes-of-offers.ts';
import { writesOfPlacings } from './writes-of-placings.ts';
import { writesOfReviews } from './writes-of-reviews.ts';
import { writesOfSeats } from './writes-of-seats.ts';
import { writesOfThemes } from './writes-of-themes.ts';
import { writesOfTracks } from './writes-of-tracks.ts';

/** Writes, each with how often it is chosen. */
export const writes: Readonly<Record<string, readonly [weight: number, given: Given]>> = {
  'organisations.add': [
    2,
    (w) => [
      {
        name: `${w.text()} ${w.number(1, 30)}`,
        country: 'GH',
        language: w.language(),
        zone: w.zone(),
        hub: w.often(0.2),
      },
    ],
  ],
  'organisations.tie': [1, (w) => [w.channel(), w.id('organisations'), maybe(w, 0.5, w.text)]],
  'organisations.untie': [1, (w) => [w.often(0.8) ? (w.row('places')?.id ?? w.channel()) : w.channel()]],
  'places.leave': [1, (w) => [w.channel()]],
  'places.takeUp': [1, (w) => [w.channel()]],
  'codes.noteTry': [2, (w) => [w.pick([w.account(), 'slack:T1']), w.number(1, 4)]],
  'codes.forgetTries': [1, (w) => [w.pick([w.account(), 'slack:T1'])]],
  'organisations.setChannel': [
    1,
    (w) => [
      {
        organisation: w.id('organisations'),
        purpose: w.pick(['announcements', 'managers']),
        channel: w.channel(),
      },
    ],
  ],
  'people.add': [
    3,
    (w) => [
      {
        name: w.text(),
        organisation: maybe(w, 0.8, () => w.id('organisations')),
        membership: w.pick(['pending', 'confirmed', 'confirmed', 'removed']),
        ...some({
          id: maybe(w, 0.1, () => w.row('people')?.id ?? `per-own${w.serial}`),
          language: maybe(w, 0.5, w.language),
          zone: maybe(w, 0.3, w.zone),
          notifications: maybe(w, 0.5, () => w.pick(['all', 'essential'])),
          rank: maybe(w, 0.3, w.text),
        }),
      },
    ],
  ],
  'people.change': [
    3,
    (w) => {
      const emptied = w.often(0.5) ? { rank: undefined, zone: undefined } : {};
      const set = some({
        name: maybe(w, 0.4, w.text),
        organisation: maybe(w, 0.3, () => w.id('organisations')),
        membership: maybe(w, 0.4, () => w.pick(['pending', 'confirmed', 'removed'])),
        tellOn: maybe(w, 0.3, () => 'slack'),
        approvedBy: maybe(w, 0.3, () => w.id('people')),
        approvedUntil: maybe(w, 0.3, w.instant),
      });
      const whileIn = maybe(w, 0.4, () => w.subset(['pending', 'confirmed', 'removed']));
      return [w.id('people'), { unit: w.text(), ...emptied, ...set }, ...(whileIn ? [whileIn] : [])];
    },
  ],
  'people.link': [
    2,
    (w) => [
      w.account(),
      w.often(0.5) ? (w.row('accounts')?.person ?? w.id('people')) : w.id('people'),
      w.text(),
    ],
  ],
  'people.unlink': [
    1,
    (w) => {
      const linked = w.row('accounts');
      return linked && w.often(0.8) ? [linked.id, linked.person] : [w.account(), w.id('people')];
    },
  ],
  'people.noteSeen': [1, (w) => [w.account(), w.instant()]],
  'people.setDirectMessages': [1, (w) => [w.account(), w.pick(['not-asked', 'welcome', 'closed'])]],
  'people.grant': [
    2,
    (w) => [
      {
        person: w.id('people'),
        role: w.role(),
        scope: w.pick(['hub', w.id('organisations'), w.id('courses'), 'minister']),
        ...some({ until: maybe(w, 0.3, w.instant) }),
      },
    ],
  ],
  'people.revoke': [
    1,
    (w) => [
      w.often(0.8)
        ? (w.row('grants') ?? { person: 'x', role: 'liaison', scope: 'hub' })
        : { person: w.id('people'), role: w.role(), scope: 'hub' },
    ],
  ],
  'people.holdCoordinators': [1, () => []],
  'deputies.name': [
    2,
    (w) => {
      const from = w.instant();
      const principal = maybe(w, 0.8, () => w.row('grants')?.person) ?? w.id('people');
      return [
        {
          principal,
          deputy: maybe(w, 0.7, () => w.row('accounts')?.person) ?? w.id('people'),
          ...some({ role: maybe(w, 0.3, w.role), scope: maybe(w, 0.2, () => w.id('organisations')) }),
          from,
          until: from + w.number(1, 60) * day,
          zone: w.zone(),
        },
      ];
    },
  ],
  'deputies.end': [1, (w) => [w.id('deputies')]],
  'codes.issue': [
    2,
    (w) => [
      `7KQ4-M2${w.number(10, 40)}`,
      w.pick(['setup', 'organisation', 'person', 'link', 'coordinator']),
      w.id('people'),
      w.instant(),
    ],
  ],
  'codes.redeem': [
    2,
    (w) => [
      w.pick([`7kq4 m2${w.number(10, 40)}`, w.text()]),
      w.subset(['setup', 'organisation', 'person', 'link', 'coordinator']),
    ],
  ],
  'courses.propose': [
    3,
    (w) => [{ ...proposal(w), proposedBy: w.id('people'), organisation: w.id('organisations') }],
  ],
  'courses.edit': [
    2,
    (w) => [
      w.id('courses'),
      w.often(0.5) ? some(proposal(w)) : { seats: w.number(0, 3), place: maybe(w, 0.5, w.text) },
      courseStatesOf(w),
    ],
  ],
  'courses.move': [
    5,
    (w) => {
      const standing = w.some(approvals(w))?.course;
      const row = standing !== undefined && w.often(0.6) ? w.state.courses.get(standing) : w.row('courses');
      const from = row && w.often(0.8) ? [row.state] : courseStatesOf(w);
      const pass = row && passOf(w, row.id);
      const isShut =
        pass && row && !['call-open', 'call-closed', 'selecting', 'confirmed'].includes(row.state);
      const to = isShut && w.often(0.8) ? 'call-open' : w.pick(courseStates);
      // A step past the gate without a pass ends the whole transaction: that is tried, but not often.
      if (isGuarded(from, to) && pass?.course !== row?.id && w.often(0.9))
        return [row?.id ?? 'none', from, 'cancelled'];
      return [row?.id ?? 'none', from, to, maybe(w, 0.3, w.text), ...(pass ? [pass] : [])];
    },
  ],
  'courses.withhold': [1, (w) => [w.id('courses'), w.subset(withholdReasons)]],
  ...writesAtGate,
  ...writesOfEligibility,
  ...writesOfFunding,
  ...writesOfImprovement,
  ...writesOfTracks,
  ...writesOfSeats,
  ...writesOfCertificates,
  ...writesOfExchanges,
  ...writesOfReviews,
  ...writesOfNominations,
  ...writesOfPlacings,
  ...writesOfOffers,
  ...writesOfFollowUps,
  ...writesOfThemes,
  ...writesOfFeedback,
  'symposia.addSeries': [1, (w) => [w.text(), w.number(1, 4)]],
  'symposia.plan': [
    2,
    (w) => [
      {
        series: w.id('symposiumSeries'),
        number: w.number(1, 6),
        title: w.text(),
        zone: w.zone(),
        plannedBy: w.id('people'),
        ...some({ startsOn: maybe(w, 0.3, w.date), place: maybe(w, 0.3, w.text) }),
      },
    ],
  ],
  'symposia.setDates': [
    1,
    (w) => [
      w.id('symposiumEditions'),
      { startsOn: w.date(), endsOn: w.date(), zone: w.zone(), place: maybe(w, 0.5, w.text) },
    ],
  ],
  'symposia.move': [1, (w) => [w.id('symposiumEditions'), w.subset(editionStates), w.pick(editionStates)]],
  'symposia.register': [2, (w) => [w.id('symposiumEditions'), w.id('people'), w.pick(audienceTracks)]],
  'drafts.keep': [
    4,
    (w) => {
      const row = w.row('drafts');
      const id = maybe(w, 0.5, () => row?.id ?? 'none');
      const account = row && w.often(0.8) ? row.account : w.account();
      const values = { title: w.text(), seats: 3, online: true, people: ['a', w.text()] };
      const draft = {
        path: w.pick(['course propose', 'nominate']),
        account,
        channel: maybe(w, 0.5, w.channel),
      };
      return [{ ...draft, values, pagesDone: w.subset([0, 1, 2]), ...some({ id }) }];
    },
  ],
  'drafts.finish': [1, (w) => [w.id('drafts')]],
  'drafts.forgetBefore': [1, (w) => [w.now - w.number(0, 40) * day]],
  'deliveries.add': [8, (w) => [Array.from({ length: w.number(0, 6) }, (_, at) => newDelivery(w, at))]],
  'deliveries.take': [8, (w) => [w.instant(), w.most(), w.holder(), w.subset(['lane a', 'lane b'])]],
  'deliveries.releaseOrphans': [1, (w) => [w.instant()]],
  'deliveries.aim': [5, (w) => [...taken(w), maybe(w, 0.9, w.account)]],
  'deliveries.sent': [4, (w) => [...taken(w), w.text()]],
  'deliveries.again': [3, (w) => [...taken(w), w.instant(), { reason: reason(w), failure: w.text() }]],
  'deliveries.doubt': [2, (w) => [...taken(w), w.instant(), w.text()]],
  'deliveries.putBack': [2, (w) => [...taken(w), w.pick(['lane a', 'lane b'])]],
  'deliveries.giveUp': [
    3,
    (w) => [
      ...taken(w),
      w.pick(['undeliverable', 'undeliverable', 'dropped']),
      { reason: reason(w), failure: w.text() },
    ],
  ],
  'deliveries.waitForReader': [
    2,
    (w) => {
      const [id, holder] = taken(w);
      const notBefore = (w.state.deliveries.get(id)?.notBefore ?? 0) + (w.often(0.2) ? 1 : 0);
      return [{ id, notBefore }, holder, w.instant(), w.now];
    },
  ],
  'deliveries.hasten': [2, (w) => [w.id('people'), w.instant()]],
  'deliveries.retry': [2, (w) => [undelivered(w)]],
  'deliveries.setAside': [1, (w) => [undelivered(w)]],
  'circulars.begin': [
    2,
    (w) => [
      {
        cause: 'course cancel',
        startedBy: maybe(w, 0.8, () => w.id('people')),
        message: 'course/cancelled',
        facts: w.facts(),
        total: w.number(0, 9),
      },
    ],
  ],
  'circulars.stop': [1, (w) => [w.id('circulars')]],
  'circulars.noteOver': [1, (w) => [w.id('circulars')]],
  'installations.keep': [2, (w) => [newInstallation(w)]],
  'installations.end': [
    2,
    (w) => {
      const row = w.row('installations');
      const only = some({
        until: maybe(w, 0.5, w.instant),
        token: maybe(w, 0.5, () => row?.token ?? w.text()),
      });
      return [row?.place ?? w.place(), w.pick(['uninstalled', 'revoked']), only];
    },
  ],
  'installations.reseal': [
    1,
    (w) => {
      const row = w.row('installations');
      return [row?.place ?? w.place(), row?.token ?? w.text(), { token: `again ${w.serial}`, key: 'k3' }];
    },
  ],
  'intake.keep': [
    2,
    (w) => [
      Array.from({ length: w.number(1, 3) }, () => ({
        key: `e${w.number(1, 40)}${w.often(0.1) ? '\0' : ''}`,
        platform: w.pick(['slack', 'discord']),
        payload: w.text(),
      })),
      w.holder(),
    ],
  ],
  'intake.forget': [1, (w) => [keysOf(w, [...w.state.intake.keys()])]],
  'intake.takeOrphans': [1, (w) => [w.holder(), w.now - w.number(0, 3) * day]],
  'leases.take': [4, (w) => [leaseName(w), w.holder()]],
  'leases.renew': [3, (w) => [...ownLease(w), maybe(w, 0.5, w.text)]],
  'leases.takeOver': [2, (w) => [seenLease(w), w.holder()]],
  'leases.bury': [1, (w) => [seenLease(w)]],
  'leases.release': [1, (w) => [...ownLease(w), maybe(w, 0.5, w.text)]],
  'posts.add': [
    3,
    (w) => [
      {
        name: `course/card · ${w.id('courses')}`,
        message: 'course/card',
        facts: w.facts(),
        person: maybe(w, 0.3, () => w.id('people')),
        channel: maybe(w, 0.7, w.channel),
        organisation: undefined,
        purpose: undefined,
        reference: `r${w.number(1, 60)}`,
      },
    ],
  ],
  'posts.revise': [3, (w) => [w.row('posts')?.name ?? 'none']],
  'posts.take': [2, (w) => [w.instant(), w.most(), w.now + hour]],
  'posts.drawn': [2, (w) => [w.id('posts'), w.number(0, 4)]],
  'posts.later': [1, (w) => [w.id('posts'), w.instant()]],
  'posts.takeBack': [1, (w) => [w.id('posts')]],
  'posts.remove': [1, (w) => [w.id('posts')]],
  'opinions.count': [1, (w) => [w.pick(botVerdicts)]],
  'settings.set': [1, (w) => [w.pick(['summary', 'a\0b', 'setup', 'retention.codes']), w.text()]],
  'settings.clear': [1, (w) => [w.pick(['summary', 'a\0b', 'setup', 'none'])]],
  'erasures.erase': [1, (w) => [w.id('people')]],
  'merges.merge': [2, (w) => [w.id('people'), w.id('people')]],
  'retention.purge': [2, (w) => [w.pick(retentionKinds), w.instant() + w.number(0, 40) * day, w.most()]],
  'settings.takeSlot': [2, (w) => [w.pick(['reminders', 'calendar']), Math.floor(w.instant() / 600_000)]],
  // A claim stands for a day at least: no key comes back later than that.
  claim: [3, (w) => [`${Math.floor(w.now / (6 * hour))} ${w.number(1, 20)}${w.often(0.1) ? '\0' : ''}`]],
};

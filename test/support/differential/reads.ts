// Every function that reads, with what it may be given.
import { courseStates, subjects } from '#exchange/course.ts';
import { offerStates } from '#exchange/offers.ts';
import { questionSets } from '#exchange/questionnaire.ts';
import { editionStates } from '#exchange/symposium.ts';
import { type Given, idsOf, invited, keysOf, maybe, nominatedOf, nomineesOf, some } from './given.ts';
import { courseStatesOf, nominationStatesOf, type World, whatIsTyped } from './world.ts';
import { readsOfFollowUps } from './writes-of-follow-ups.ts';
import { readsOfImprovement } from './writes-of-improvement.ts';
import { readsOfReviews } from './writes-of-reviews.ts';
import { readsOfThemes } from './writes-of-themes.ts';

/** Reads, with the eyes of whoever the transaction is for. */
export const reads: Readonly<Record<string, Given>> = {
  'organisations.byId': (w) => [w.id('organisations')],
  'organisations.hub': () => [],
  'organisations.all': () => [],
  'organisations.search': (w) => [whatIsTyped(w), w.most()],
  'organisations.of': (w) => [maybe(w, 0.7, w.channel), maybe(w, 0.7, w.channel)],
  'organisations.places': () => [],
  'places.left': () => [],
  'organisations.channels': (w) => [
    some({
      organisation: maybe(w, 0.5, () => w.id('organisations')),
      purpose: maybe(w, 0.5, () => 'managers'),
    }),
  ],
  'people.byId': (w) => [w.id('people')],
  'people.byIds': (w) => [idsOf(w, 'people')],
  'people.byAccount': (w) => [w.account(), w.instant()],
  'people.known': (w) => [w.id('people'), w.instant()],
  'people.accountsOf': (w) => [w.id('people')],
  'people.accountsOfAll': (w) => [idsOf(w, 'people')],
  'people.grantsOf': (w) => [w.id('people')],
  'people.grantsOfAll': (w) => [idsOf(w, 'people')],
  'people.withRole': (w) => [w.role(), maybe(w, 0.5, () => w.id('organisations')), w.instant()],
  'people.members': (w) => [
    { organisation: maybe(w, 0.5, () => w.id('organisations')), most: w.most(), skip: w.number(0, 2) },
  ],
  'people.approvedUntil': (w) => [w.instant()],
  'profiles.of': (w) => [nomineesOf(w)],
  'deputies.byId': (w) => [w.id('deputies')],
  'deputies.list': (w) => [
    some({
      principal: maybe(w, 0.4, () => w.id('people')),
      deputy: maybe(w, 0.4, () => w.id('people')),
      endsAfter: w.instant(),
    }),
  ],
  'deputies.standingIn': (w) => [idsOf(w, 'people'), w.instant()],
  'people.pending': (w) => [maybe(w, 0.5, () => w.id('organisations')), maybe(w, 0.5, w.most)],
  'people.search': (w) => [
    whatIsTyped(w),
    { organisation: maybe(w, 0.5, () => w.id('organisations')), most: w.most() },
  ],
  'courses.byId': (w) => [w.id('courses')],
  'courses.byIds': (w) => [idsOf(w, 'courses')],
  'courses.list': (w) => [courseFilter(w, true)],
  'courses.count': (w) => [courseFilter(w, false), w.most()],
  ...readsOfReviews,
  ...readsOfImprovement,
  ...readsOfFollowUps,
  ...readsOfThemes,
  'assistance.since': (w) => [w.date()],
  'assistance.report': (w) => [w.date(), w.date()],
  'funding.byId': (w) => [w.id('fundingLines')],
  'funding.of': (w) => [w.row('fundingLines')?.course ?? w.id('courses')],
  'funding.kindsOf': (w) => [idsOf(w, 'courses')],
  'funding.told': (w) => [w.number(2025, 2028)],
  'funding.toldYears': () => [],
  'funding.toTell': (w) => [w.number(2026, 2027), w.zone()],
  'courses.inState': (w) => [
    w.pick(courseStates),
    ...w.pick([
      [
        'startsOn',
        some({ from: maybe(w, 0.5, w.date), until: maybe(w, 0.5, w.date), most: maybe(w, 0.5, w.most) }),
      ],
      ['endsOn', some({ from: maybe(w, 0.5, w.date), until: maybe(w, 0.5, w.date) })],
      [
        'nominationDeadline',
        some({
          from: maybe(w, 0.5, w.instant),
          until: maybe(w, 0.5, w.instant),
          without: maybe(w, 0.5, () => w.id('organisations')),
        }),
      ],
      [
        'createdAt',
        some({
          from: maybe(w, 0.5, w.instant),
          proposedBy: maybe(w, 0.5, () => w.id('people')),
          most: maybe(w, 0.5, w.most),
        }),
      ],
      ['publishedAt', some({ from: maybe(w, 0.5, w.instant), most: maybe(w, 0.5, w.most) })],
    ]),
  ],
  'courses.waiting': (w) => [w.pick(courseStates), w.most()],
  'courses.search': (w) => [
    w.often(0.1) ? w.id('courses').slice(0, 9) : whatIsTyped(w),
    { most: w.most(), ...some({ states: maybe(w, 0.5, () => courseStatesOf(w)) }) },
  ],
  'clearances.of': (w) => [w.id('courses')],
  'papers.brief': (w) => [w.id('courses')],
  'papers.assessment': (w) => [w.id('courses')],
  'papers.graded': (w) => [idsOf(w, 'courses')],
  'papers.risks': (w) => [w.id('courses')],
  'papers.mitigation': (w) => [w.id('risks')],
  'papers.openMitigations': (w) => [maybe(w, 0.5, () => w.id('people')), w.date()],
  'consultations.of': (w) => [w.id('courses')],
  'consultations.waitedFor': (w) => [w.date(), w.date()],
  'decisions.of': (w) => [w.id('courses')],
  'decisions.content': (w) => [w.id('courses')],
  'criteria.of': (w) => [idsOf(w, 'courses')],
  'vettings.ofPeople': (w) => [nomineesOf(w), w.pick(['seen', 'all', undefined])],
  'vettings.ofUnits': (w) => [
    [...Array.from({ length: w.number(0, 3) }, () => w.id('organisations'))],
    w.pick(['seen', 'all', undefined]),
  ],
  'vettings.ending': (w) => [w.date(), w.date()],
  'waivers.of': (w) => [nominatedOf(w)],
  'evidence.bookings': (w) => [nomineesOf(w)],
  'evidence.received': (w) => [nominatedOf(w)],
  'evidence.proofs': (w) => [nomineesOf(w)],
  'evidence.earlier': (w) => [nomineesOf(w)],
  'nominations.byId': (w) => [w.id('nominations')],
  'nominations.list': (w) => [
    some({
      course: maybe(w, 0.4, () => w.id('courses')),
      organisation: maybe(w, 0.4, () => w.id('organisations')),
      nominee: maybe(w, 0.3, () => w.id('people')),
      states: maybe(w, 0.4, () => nominationStatesOf(w)),
    }),
  ],
  'nominations.newest': (w) => [w.id('organisations'), nominationStatesOf(w), w.most()],
  'nominations.amid': (w) => [
    w.often(0.5) ? { courses: idsOf(w, 'courses') } : { nominees: idsOf(w, 'people') },
    nominationStatesOf(w),
    w.most(),
  ],
  'nominations.tally': (w) => [[...new Set(idsOf(w, 'courses'))]],
  'nominations.counts': (w) => [w.id('courses')],
  'nominations.concerned': (w) => [w.id('courses')],
  'nominations.awaiting': (w) =>
    w.often(0.5) ? ['consent', w.id('people'), w.most()] : ['release', w.id('organisations'), w.most()],
  'nominations.unanswered': (w) => [
    w.often(0.5) ? { courses: idsOf(w, 'courses') } : { from: 0, until: w.instant() },
  ],
  'nominations.attendance': (w) => [w.id('courses')],
  'certificates.byCode': (w) => [w.row('certificates')?.code ?? 'none'],
  'certificates.byId': (w) => [w.row('certificates')?.id ?? 'none'],
  'certificates.of': (w) => [w.row('certificates')?.person ?? w.id('people')],
  'certificates.list': (w) => [w.row('certificates')?.course ?? w.id('courses')],
  'signingKeys.all': () => [],
  'attendanceDays.of': (w) => [courseMarked(w), maybe(w, 0.5, w.date)],
  'attendanceDays.tally': (w) => [courseMarked(w)],
  'offers.byId': (w) => [w.id('offers')],
  'offers.among': (w) => [idsOf(w, 'nominations'), w.subset(offerStates)],
  'offers.of': (w) => [w.row('offers')?.course ?? w.id('courses'), w.most(), w.number(0, 2)],
  'offers.counts': (w) => [w.row('offers')?.course ?? w.id('courses')],
  'offers.due': (w) => [w.instant(), w.most()],
  'offers.vacant': () => [],
  'questionnaires.latest': (w) => [w.id('courses'), w.pick(questionSets)],
  'questionnaires.items': (w) => [w.often(0.5) ? w.id('questionnaires') : 'reaction/1'],
  'feedback.round': (w) => [invited(w)[0]],
  'feedback.of': (w) => [w.often(0.7) ? w.id('courses') : w.id('symposiumEditions')],
  'feedback.tally': (w) => [invited(w)[0]],
  'feedback.tallies': (w) => [
    {
      set: w.pick(questionSets),
      from: w.instant(),
      to: w.instant(),
      ...some({ organisation: maybe(w, 0.3, () => w.id('organisations')) }),
    },
  ],
  'feedback.comments': (w) => [invited(w)[0]],
  'feedback.rounds': (w) => [
    w.pick(['open', 'closed', 'called-off']),
    some({
      organisation: maybe(w, 0.5, () => w.id('organisations')),
      latestFirst: maybe(w, 0.5, () => w.often(0.5)),
      most: maybe(w, 0.5, w.most),
    }),
  ],
  'feedback.toRelease': (w) => [w.instant()],
  'feedback.waitingFor': (w) => [w.id('people'), w.instant()],
  'feedback.silent': (w) => [invited(w)[0]],
  'feedback.invited': (w) => [...invited(w)],
  'feedback.participation': (w) => [invited(w)[0]],
  'exchanges.byId': (w) => [w.id('exchangeOffers')],
  'exchanges.list': (w) => [
    {
      states: w.subset(['open', 'paired', 'withdrawn']),
      ...some({
        organisation: maybe(w, 0.4, () => w.id('organisations')),
        officer: maybe(w, 0.3, () => w.id('people')),
        untilFrom: maybe(w, 0.4, w.date),
      }),
      most: w.most(),
    },
  ],
  'fairness.figures': (w) => [w.date()],
  'fairness.standing': (w) => [w.id('organisations'), w.date()],
  'symposia.series': () => [],
  'symposia.seriesById': (w) => [w.id('symposiumSeries')],
  'symposia.byId': (w) => [w.id('symposiumEditions')],
  'symposia.editions': (w) => [
    some({
      series: maybe(w, 0.5, () => w.id('symposiumSeries')),
      states: maybe(w, 0.5, () => w.subset(editionStates)),
    }),
  ],
  'symposia.registrations': (w) => [w.id('symposiumEditions')],
  'drafts.byId': (w) => [w.id('drafts'), w.row('drafts')?.account ?? w.account()],
  'drafts.of': (w) => [[w.account(), w.account(), w.account()], ...(w.often(0.5) ? ['nominate'] : [])],
  'seatRules.of': (w) => [w.id('courses')],
  'seatRules.lot': (w) => [w.row('lots')?.course ?? w.id('courses')],
  'seatPlans.latest': (w) => [w.row('seatPlans')?.course ?? w.id('courses')],
  'seatPlans.departures': (w) => [w.id('seatPlans')],
  'seatPlans.departuresSince': (w) => [w.instant()],
  'seatPlans.outcome': (w) => [w.id('nominations')],
  'ledger.since': (w) => [w.date()],
  'deliveries.byId': (w) => [w.id('deliveries')],
  'deliveries.byKey': (w) => [w.often(0.8) ? (w.row('deliveries')?.key ?? 'none') : 'a\0b'],
  'deliveries.known': (w) => [
    keysOf(
      w,
      [...w.state.deliveries.values()].map((row) => row.key),
    ),
  ],
  'deliveries.has': (w) => [w.often(0.8) ? (w.row('deliveries')?.key ?? 'none') : 'a\0b'],
  'deliveries.takenBy': (w) => [w.holder()],
  'deliveries.list': (w) => [w.subset(['pending', 'sending', 'sent', 'undeliverable', 'dropped']), w.most()],
  'deliveries.undelivered': (w) => [w.most(), w.number(0, 3)],
  'deliveries.nextDue': () => [],
  'deliveries.countByState': () => [],
  'circulars.byId': (w) => [w.id('circulars')],
  'circulars.list': (w) => [w.most(), maybe(w, 0.4, () => w.id('people'))],
  'circulars.standing': (w) => [w.id('circulars')],
  'circulars.running': () => [],
  'circulars.tally': (w) => [w.id('circulars')],
  'installations.byPlace': (w) => [w.row('installations')?.place ?? w.place()],
  'installations.all': () => [],
  'leases.all': () => [],
  'posts.isStale': (w) => [w.instant()],
  'posts.named': (w) => [w.row('posts')?.name ?? 'none'],
  'imports.namesakes': (w) => [
    w.id('organisations'),
    Array.from({ length: w.number(0, 4) }, () => w.row('people')?.name ?? w.text()),
  ],
  'imports.members': (w) => [
    w.row('people')?.organisation ?? w.id('organisations'),
    Array.from({ length: w.number(0, 4) }, () => w.row('people')?.name ?? w.text()),
  ],
  'erasures.held': (w) => [w.account()],
  'erasures.duties': (w) => [w.id('people'), w.instant()],
  'erasures.all': () => [],
  'merges.against': (w) => [w.id('people'), w.id('people')],
  'opinions.counted': () => [],
  'settings.get': (w) => [w.pick(['summary', 'a\0b', 'setup', 'none'])],
  'settings.lastSlot': (w) => [w.pick(['reminders', 'calendar', 'none'])],
};

function courseFilter(w: World, isPaged: boolean): object {
  return some({
    states: maybe(w, 0.6, () => courseStatesOf(w)),
    organisation: maybe(w, 0.2, () => w.id('organisations')),
    proposedBy: maybe(w, 0.2, () => w.id('people')),
    subject: maybe(w, 0.2, () => w.pick(subjects)),
    country: maybe(w, 0.2, () => w.pick(['GH', 'MA', 'PE'])),
    startsFrom: maybe(w, 0.2, w.date),
    startsUntil: maybe(w, 0.2, w.date),
    endsFrom: maybe(w, 0.2, w.date),
    concerning: maybe(w, 0.3, () => ({
      person: w.id('people'),
      ...some({ organisation: maybe(w, 0.5, () => w.id('organisations')) }),
    })),
    most: isPaged ? maybe(w, 0.6, w.most) : undefined,
    skip: isPaged ? maybe(w, 0.4, () => w.number(0, 5)) : undefined,
  });
}

/** Mostly one of which a day is marked. */
function courseMarked(w: World): string {
  return (w.often(0.7) ? w.row('attendanceDays')?.course : undefined) ?? w.id('courses');
}

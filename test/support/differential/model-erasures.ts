// The model of forgetting somebody, of the purge, and of who is there already.
import { erasedName } from '#exchange/people.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { EndedNomination, ErasureRecords } from '#store/records/erasures.ts';
import type { ImportRecords } from '#store/records/imports.ts';
import type { RetentionRecords } from '#store/records/retention.ts';
import { forgetCertificatesIn, isCertified } from './model-certificates.ts';
import { isAsking } from './model-feedback.ts';
import { emptyCommitmentsIn, forgetCommitmentsIn } from './model-follow-ups.ts';
import { dutiesOf, heldOf } from './model-held.ts';
import { emptyEvidence, forgetEvidence } from './model-held-evidence.ts';
import { forgetDigestsIn } from './model-improvement.ts';
import { personFrom } from './model-members.ts';
import { bareOffers, endOfferIn } from './model-offers.ts';
import { emptyReviews, forgetReviews } from './model-outcomes.ts';
import { by, hasSeat, kept, type ModelContext } from './model-state.ts';

const waiting = ['submitted', 'eligible', 'vetted'];
const open: ReadonlySet<string> = new Set([
  ...['draft', 'endorsed', 'returned'],
  ...['submitted', 'eligible', 'vetted', 'scored', 'selected', 'reserve'],
]);
const begun = ['running', 'delivered', 'evaluating', 'closed', 'declined', 'cancelled'];
const emptied = { rank: '', unit: '', reason: '', yearsOfService: 0, hubNote: null };

export function erasureModel(context: ModelContext): ErasureRecords {
  return {
    held: async (account) => {
      const person = context.state.people.get(context.state.accounts.get(account)?.person ?? '');
      return person && heldOf(context, person);
    },
    duties: async (person, at) => dutiesOf(context.state, kept(person), at),
    erase: async (person) => erase(context, person),
    all: async () => [...context.state.erasures.values()].sort(by((row) => row.person)),
  };
}

function erase(context: ModelContext, given: string): readonly EndedNomination[] | undefined {
  const { state } = context;
  const person = kept(given);
  if (state.erasures.has(person)) return undefined;
  context.put('erasures', person, { person, at: context.now });
  const row = state.people.get(person);
  if (row === undefined) return undefined;
  const gone = { organisation: null, language: null, zone: null, tellOn: null, rank: null, unit: null };
  const unapproved = { approvedBy: null, approvedUntil: null };
  const left = { name: erasedName, nameKey: '', membership: 'removed', notifications: 'essential' } as const;
  context.put('people', person, { ...row, ...gone, ...unapproved, ...left });
  const accounts = [...state.accounts.values()].filter((one) => one.person === person);
  for (const { id } of accounts) {
    state.accounts.delete(id);
    for (const draft of [...state.drafts.values()]) if (draft.account === id) state.drafts.delete(draft.id);
    state.guesses.delete(id);
    for (const [place, one] of state.installations)
      if (one.installedBy === id) context.put('installations', place, { ...one, installedBy: null });
  }
  const stoodIn = [...state.deputies.values()].filter(
    (one) => one.principal === person || one.deputy === person,
  );
  for (const { id } of stoodIn) state.deputies.delete(id);
  for (const [key, one] of state.grants) if (one.person === person) state.grants.delete(key);
  forgetDigestsIn(context, person);
  for (const [hash, one] of state.codes)
    if (one.subject === person && ['person', 'link'].includes(one.purpose)) state.codes.delete(hash);
  for (const [key, one] of state.symposiumRegistrations)
    if (one.person === person) state.symposiumRegistrations.delete(key);
  for (const [id, one] of state.posts) if (one.person === person) state.posts.delete(id);
  forgetEvidence(context, person);
  forgetCertificatesIn(context, person);
  forgetCommitmentsIn(context, person);
  for (const [id, one] of state.exchangeOffers)
    if (one.officer === person) state.exchangeOffers.delete(id);
    else if (one.counterpart === person) context.put('exchangeOffers', id, { ...one, counterpart: null });
  for (const [key, one] of state.feedbackParticipation) {
    const round = state.feedbackRounds.get(one.round);
    if (one.person === person && !one.answered && round && isAsking(round, context.now))
      state.feedbackParticipation.delete(key);
  }
  const dropped = {
    state: 'dropped',
    reason: 'nothing to say',
    takenBy: null,
    changedAt: context.now,
  } as const;
  for (const [id, one] of state.deliveries) {
    if (one.person !== person) continue;
    const ended = ['pending', 'sending', 'undeliverable'].includes(one.state) ? dropped : {};
    const bare = { facts: {}, sentTo: null, reference: null, failure: null, lane: null };
    context.put('deliveries', id, { ...one, ...ended, ...bare });
  }
  forgetReviews(context, person);
  const ended: EndedNomination[] = [];
  for (const [id, one] of state.nominations) {
    if (one.nominee !== person) continue;
    const isAhead = !begun.includes(state.courses.get(one.course)?.state ?? '');
    const seat = ['offered', 'accepted'].includes(one.state) && isAhead;
    const isOver = seat || open.has(one.state);
    context.put('nominations', id, { ...one, ...emptied, ...(isOver ? { state: 'withdrawn' } : {}) });
    const { course, organisation, nominatedBy } = one;
    if (seat) endOfferIn(context, id, 'withdrawn');
    bareOffers(context, id);
    if (isOver) ended.push({ id, course, organisation, nominatedBy, seat });
  }
  const isTheirs = (nomination: string) => state.nominations.get(nomination)?.nominee === person;
  for (const [id, one] of state.seatDepartures)
    if (isTheirs(one.loses) || isTheirs(one.gains)) context.put('seatDepartures', id, { ...one, reason: '' });
  for (const { course, seat } of ended) recount(context, course, seat);
  context.audit('person.erase', person, {
    accounts: accounts.length,
    deputies: stoodIn.length,
    withdrawn: ended.length,
  });
  return ended.sort(
    by(
      (one) => one.course,
      (one) => one.id,
    ),
  );
}

function recount(context: ModelContext, course: string, seat: boolean): void {
  const row = context.state.courses.get(course);
  if (!row) return;
  const own = [...context.state.nominations.values()].filter((one) => one.course === course);
  const waits = own.filter((one) => waiting.includes(one.state)).map((one) => one.createdAt);
  const waitingSince = seat ? row.waitingSince : waits.length === 0 ? null : Math.min(...waits);
  context.put('courses', course, { ...row, granted: own.filter(hasSeat).length, waitingSince });
}

export function retentionModel(context: ModelContext): RetentionRecords {
  const { state } = context;
  const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  const first = <T>(rows: readonly T[], key: (row: T) => string | number, most: number) =>
    rows.toSorted(by(key)).slice(0, most);

  function emptyNominations(isSeated: boolean, before: number, most: number): number {
    const old = [...state.nominations.values()].filter(
      (row) =>
        hasSeat(row) === isSeated &&
        (row.rank !== '' || row.unit !== '' || row.reason !== '' || row.hubNote !== null) &&
        (state.courses.get(row.course)?.endsOn ?? '9') < dayOf(before),
    );
    const some = first(old, (row) => row.id, most);
    for (const row of some) context.put('nominations', row.id, { ...row, ...emptied });
    emptyEvidence(
      context,
      some.map(({ id }) => id),
    );
    for (const row of some) {
      context.put('nominations', row.id, { ...row, ...emptied });
      bareOffers(context, row.id);
    }
    return some.length;
  }

  function emptySeats(before: number, most: number): number {
    const number = emptyNominations(true, before, most);
    const old = [...state.seatDepartures.values()].filter(
      (row) => row.reason !== '' && (state.courses.get(row.course)?.endsOn ?? '9') < dayOf(before),
    );
    const some = first(old, (row) => row.id, most - number);
    for (const row of some) context.put('seatDepartures', row.id, { ...row, reason: '' });
    return number + some.length;
  }

  function forget(membership: 'removed' | 'pending', before: number, most: number): number {
    const touched = new Set(
      context.settled
        .map((entry) => JSON.parse(entry) as [number, string, string])
        .filter(([at]) => at >= before)
        .map(([, , subject]) => subject),
    );
    const accounts = [...state.accounts.values()];
    const old = [...state.people.values()].filter(
      (row) =>
        row.membership === membership &&
        row.name !== erasedName &&
        !touched.has(row.id) &&
        !isCertified(context, row.id) &&
        !accounts.some((one) => one.person === row.id && one.lastSeen >= before),
    );
    return first(old, (row) => row.id, most).filter(({ id }) => erase(context, id) !== undefined).length;
  }

  function purge(kind: string, before: number, most: number): number {
    switch (kind) {
      case 'nominations':
        return emptyNominations(false, before, most);
      case 'seats':
        return emptySeats(before, most);
      case 'comments': {
        const isText = (answer: unknown) => typeof answer === 'string';
        const answers = [...state.feedbackAnswers.values()];
        const rounds = [...state.feedbackRounds.values()].filter(
          (row) =>
            row.state !== 'open' &&
            row.lateUntil < before &&
            answers.some(
              (one) =>
                one.round === row.id &&
                (one.link !== null || one.batch === null || Object.values(one.answers).some(isText)),
            ),
        );
        const some = first(rounds, (row) => row.id, most);
        for (const { id, course } of some) {
          for (const row of answers.filter((one) => one.round === id)) {
            const ratings = Object.fromEntries(Object.entries(row.answers).filter(([, one]) => !isText(one)));
            if (row.batch === null) state.feedbackAnswers.delete(row.key);
            else context.put('feedbackAnswers', row.key, { ...row, link: null, answers: ratings });
          }
          if (course !== null) state.feedbackKeys.delete(course);
        }
        return some.length;
      }
      case 'commitments':
        return emptyCommitmentsIn(context, dayOf(before), most);
      case 'reviews':
        return emptyReviews(context, before, most);
      case 'deliveries': {
        const old = [...state.deliveries.values()]
          .filter((row) => row.sentTo !== null && row.changedAt < before)
          .filter((row) => row.state === 'sent' || row.state === 'dropped')
          .sort(
            by(
              (row) => row.changedAt,
              (row) => row.id,
            ),
          )
          .slice(0, most);
        const bare = { facts: {}, sentTo: null, reference: null, failure: null };
        for (const row of old) context.put('deliveries', row.id, { ...row, ...bare });
        return old.length;
      }
      case 'cards': {
        const over = [...state.courses.values()]
          .filter((row) => ['closed', 'declined', 'cancelled'].includes(row.state))
          .filter((row) => row.endsOn < dayOf(before))
          .map((row) => `course/card · ${row.id}`);
        const old = [...state.posts.values()].filter((row) => over.includes(row.name));
        const some = first(old, (row) => row.id, most);
        for (const { id } of some) state.posts.delete(id);
        return some.length;
      }
      case 'registrations': {
        const old = [...state.symposiumRegistrations].filter(([, row]) => {
          const endsOn = state.symposiumEditions.get(row.edition)?.endsOn ?? null;
          return endsOn !== null && endsOn < dayOf(before);
        });
        for (const [key] of old) state.symposiumRegistrations.delete(key);
        return old.length;
      }
      case 'exchanges': {
        const old = [...state.exchangeOffers.values()].filter((row) => row.until < dayOf(before));
        const some = first(old, (row) => row.id, most);
        for (const { id } of some) state.exchangeOffers.delete(id);
        return some.length;
      }
      case 'codes': {
        const old = [...state.codes.values()].filter((row) => row.goodUntil < before);
        const some = first(old, (row) => row.hash, most);
        for (const { hash } of some) state.codes.delete(hash);
        return some.length;
      }
      case 'places': {
        const ended = [...state.installations.values()].filter((row) => (row.endedAt ?? before) < before);
        const removed = first(ended, (row) => row.place, most);
        for (const { place } of removed) state.installations.delete(place);
        const left = [...state.leftPlaces.values()].filter(
          (row) => row.leftAt < before && !state.places.has(row.place),
        );
        const forgotten = first(left, (row) => row.place, most - removed.length);
        for (const { place } of forgotten) state.leftPlaces.delete(place);
        return removed.length + forgotten.length;
      }
      default:
        return forget(kind === 'pending' ? 'pending' : 'removed', before, most);
    }
  }

  return {
    purge: async (kind, before, most) => {
      const number = purge(kind, before, most);
      if (number > 0) context.audit('retention.purge', kind, { number, before });
      return number;
    },
  };
}

export function importModel({ state }: ModelContext): ImportRecords {
  return {
    namesakes: async (organisation, names) => {
      const taken = new Set(
        [...state.people.values()]
          .filter((row) => row.organisation === kept(organisation) && row.membership !== 'removed')
          .map((row) => row.nameKey),
      );
      return names.filter((name) => taken.has(kept(searchKey(name))));
    },
    members: async (organisation, names) => {
      const keys = names.map((name) => kept(searchKey(name)));
      return [...state.people.values()]
        .filter((row) => row.organisation === kept(organisation) && row.membership !== 'removed')
        .filter((row) => keys.includes(row.nameKey))
        .sort(by((row) => row.id))
        .map(personFrom);
    },
  };
}

// The model of questionnaires and feedback.
import { type Item, roundIdOf, standardQuestionnaires } from '#exchange/questionnaire.ts';
import type { FeedbackRecords, FeedbackRound } from '#store/records/feedback.ts';
import type { QuestionnaireRecords } from '#store/records/questionnaires.ts';
import { Conflict } from '#store/store.ts';
import { countResponsesIn } from './model-digest-figures.ts';
import { releaseModel } from './model-releases.ts';
import { by, type ModelContext } from './model-state.ts';

/** What somebody designed: one test, beside what is asked of everybody. */
export const ownItems: readonly Item[] = [
  { id: 'apply', kind: 'rating', page: 1, optional: false, sensitive: false },
  {
    id: 'own',
    kind: 'test',
    page: 1,
    optional: true,
    sensitive: false,
    options: ['a', 'b'],
    right: 'b',
    texts: {
      en: { text: 'Which?', options: ['A', 'B'] },
      fr: { text: 'Lequel ?', options: ['A', 'B'] },
      es: { text: '¿Cuál?', options: ['A', 'B'] },
      ar: { text: 'أيهما؟', options: ['أ', 'ب'] },
    },
  },
];

export function questionnaireModel(context: ModelContext): QuestionnaireRecords {
  const { questionnaires } = context.state;
  const designedFor = (course: string, set: string) =>
    [...questionnaires.values()].filter((row) => row.course === course && row.set === set);
  return {
    add: async ({ course, set, items, madeBy }) => {
      // Versions that the viewer does not see are in the way all the same.
      const seen = context.seesCourse(course) ? designedFor(course, set) : [];
      const version = Math.max(0, ...seen.map((row) => row.version)) + 1;
      const id = context.newId('qst');
      context.need('courses', course);
      context.need('people', madeBy);
      if (designedFor(course, set).some((row) => row.version === version)) throw new Conflict('It is there.');
      const row = { id, course, set, version, items, madeBy, madeAt: context.now };
      context.put('questionnaires', id, row);
      context.audit('questionnaire.add', course, { id, set, version, items: items.length });
      return row;
    },
    latest: async (course, set) =>
      context.seesCourse(course) ? designedFor(course, set).sort(by((row) => -row.version))[0] : undefined,
    items: async (id) => itemsOf(context, id),
  };
}

export function itemsOf(context: ModelContext, id: string): readonly Item[] | undefined {
  const standard = Object.entries(standardQuestionnaires).find(([version]) => version === id);
  return standard?.[1].items ?? context.state.questionnaires.get(id)?.items;
}

/** Whether a round takes answers, in time or late. */
export function isAsking({ state, lateUntil }: FeedbackRound, now: number): boolean {
  return state === 'open' || (state === 'closed' && lateUntil > now);
}

export function feedbackModel(context: ModelContext): FeedbackRecords {
  const { feedbackRounds, feedbackParticipation, feedbackAnswers, feedbackTallies, courses } = context.state;
  const invitedTo = (round: string) =>
    [...feedbackParticipation.values()].filter((row) => row.round === round);
  const inOrder = () =>
    [...feedbackRounds.values()].sort(
      by(
        (row) => row.closesAt,
        (row) => row.id,
      ),
    );
  const answersTo = (round: string) => [...feedbackAnswers.values()].filter((row) => row.round === round);
  const seen = (id: string) => {
    const round = feedbackRounds.get(id);
    return round && (round.course === null || context.seesCourse(round.course)) ? round : undefined;
  };
  const invite = (round: string, people: readonly string[]) => {
    for (const person of people) context.need('people', person);
    for (const person of people)
      context.put('feedbackParticipation', `${round} ${person}`, { round, person, answered: false });
  };

  const releases = releaseModel(context, (id) => itemsOf(context, id));

  /** What the viewer may see of a tally; the columns that may be empty are filled. */
  const tallySeen = (id: string) => {
    const tally = seen(id) && feedbackTallies.get(id);
    return tally && { ...tally, alike: tally.alike ?? {}, cells: tally.cells ?? {} };
  };

  return {
    open: async (round, invited) => {
      const about =
        'course' in round
          ? { course: round.course, edition: null }
          : { course: null, edition: round.edition };
      const id = roundIdOf(about.course ?? about.edition ?? '', round.set);
      if (feedbackRounds.has(id)) return false;
      if (about.course !== null) context.need('courses', about.course);
      else context.need('symposiumEditions', about.edition ?? '');
      const { set, questionnaire, opensAt, closesAt, lateUntil } = round;
      const row = { id, ...about, set, questionnaire, opensAt, closesAt, lateUntil, state: 'open' } as const;
      context.put('feedbackRounds', id, row);
      if (set === 'pre-test' && about.course !== null) releases.makeKey(about.course);
      const people = [...new Set(invited)];
      invite(id, people);
      const facts = { questionnaire, opensAt, closesAt, lateUntil, invited: people.length };
      context.audit('feedback.open', id, facts);
      return true;
    },
    invite: async (round, people) => {
      const fresh = [...new Set(people)].filter((person) => !feedbackParticipation.has(`${round} ${person}`));
      if (feedbackRounds.get(round)?.state !== 'open') return 0;
      invite(round, fresh);
      if (fresh.length > 0) context.audit('feedback.invite', round, { invited: fresh.length });
      return fresh.length;
    },
    round: async (id) => seen(id),
    of: async (about) => {
      const rounds = [...feedbackRounds.values()].filter((row) => [row.course, row.edition].includes(about));
      const sorted = rounds.sort(
        by(
          (row) => row.opensAt,
          (row) => row.id,
        ),
      );
      return sorted.filter((row) => seen(row.id));
    },
    toRelease: async (since) => {
      const waits = (round: string) => answersTo(round).some((row) => row.batch === null);
      return inOrder().filter((row) => row.state === 'closed' && row.lateUntil > since && waits(row.id));
    },
    rounds: async (state, { organisation, latestFirst = false, most } = {}) => {
      const wanted = inOrder().filter(
        (row) =>
          row.state === state &&
          (organisation === undefined || courses.get(row.course ?? '')?.organisation === organisation),
      );
      return (latestFirst ? wanted.toReversed() : wanted).slice(0, most);
    },
    moveClose: async (id, closesAt) => {
      const row = feedbackRounds.get(id);
      if (row?.state !== 'open') return;
      const lateUntil = row.lateUntil - row.closesAt + closesAt;
      context.put('feedbackRounds', id, { ...row, closesAt, lateUntil });
      context.audit('feedback.move-close', id, { closesAt });
    },
    close: async (id) => {
      const row = feedbackRounds.get(id);
      if (row?.state !== 'open') return false;
      context.put('feedbackRounds', id, { ...row, state: 'closed' });
      countResponsesIn(context, row.id);
      const closed = { ...row, state: 'closed' } as const;
      context.audit('feedback.close', id, { released: releases.release(closed) });
      releases.end(row.course);
      return true;
    },
    callOff: async (id) => {
      const row = feedbackRounds.get(id);
      if (row?.state !== 'open') return false;
      context.put('feedbackRounds', id, { ...row, state: 'called-off' });
      releases.dropWaiting(row);
      context.audit('feedback.call-off', id, {});
      releases.end(row.course);
      return true;
    },
    waitingFor: async (person, now) =>
      inOrder().filter(
        (row) => isAsking(row, now) && feedbackParticipation.get(`${row.id} ${person}`)?.answered === false,
      ),
    silent: async (round) =>
      invitedTo(round)
        .filter((row) => !row.answered)
        .map((row) => row.person)
        .sort(by((id) => id)),
    invited: async (round, person) => {
      const row = feedbackParticipation.get(`${round} ${person}`);
      return row && (row.answered ? 'answered' : 'waiting');
    },
    participation: async (round) => {
      const invited = seen(round) ? invitedTo(round) : [];
      const file = seen(round) && invited.length === 0 && context.state.feedbackFiles.get(round);
      if (file) return { invited: file.attended, answered: file.answered };
      return { invited: invited.length, answered: invited.filter((row) => row.answered).length };
    },
    answer: async (round, person, answers, cell) => {
      const asked = feedbackRounds.get(round);
      const row = feedbackParticipation.get(`${round} ${person}`);
      if (!asked || !isAsking(asked, context.now) || !row || row.answered) return false;
      context.put('feedbackParticipation', `${round} ${person}`, { ...row, answered: true });
      // The true key is random, and is compared with nothing.
      const key = `${round} ${person}`;
      const link = releases.linkFor(asked, person);
      context.put('feedbackAnswers', key, { key, round, batch: null, cell: cell ?? null, link, answers });
      return true;
    },
    releaseLate: async (id) => {
      const row = feedbackRounds.get(id);
      if (row?.state !== 'closed') return 0;
      const released = releases.release(row);
      if (released > 0) countResponsesIn(context, row?.id ?? '');
      if (released > 0) context.audit('feedback.release', id, { released });
      if (context.now >= row.lateUntil) releases.dropLeftOver(row);
      return released;
    },
    tally: async (id) => tallySeen(id),
    tallies: async ({ set, from, to, organisation }) =>
      inOrder()
        .filter((row) => row.set === set && row.state === 'closed')
        .filter(({ closesAt }) => closesAt >= from && closesAt < to)
        .filter(
          ({ course }) =>
            organisation === undefined || courses.get(course ?? '')?.organisation === organisation,
        )
        .flatMap(({ id, course, edition, closesAt }) => {
          const tally = tallySeen(id);
          return tally ? [{ ...tally, course, edition, closesAt }] : [];
        }),
    // Tallies are always right, unless somebody changes them past the record.
    recount: async () => false,
    comments: async (id) => {
      const round = seen(id);
      const items = (round && itemsOf(context, round.questionnaire)) ?? [];
      const texts = items.filter((item) => item.kind === 'text');
      return answersTo(id)
        .filter((row) => row.batch !== null && round !== undefined)
        .map(({ answers }) =>
          texts.flatMap((item) => {
            const text = answers[item.id];
            return typeof text === 'string'
              ? [{ item: item.id, text, mayQuote: answers.quote === 'yes' }]
              : [];
          }),
        )
        .sort(by((written) => JSON.stringify(written)))
        .flatMap((written, writer) => written.map((comment) => ({ ...comment, writer })))
        .sort(
          by(
            (one) => one.text,
            (one) => one.item,
            (one) => String(one.mayQuote),
          ),
        );
    },
  };
}

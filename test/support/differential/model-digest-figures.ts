// The model of the figures of digests: counted row by row from everything there is.
import { mayReportAssistance, maySeeFairness, maySeeStanding } from '#exchange/disclosure.ts';
import type { DigestFigures } from '#store/records/digest-figures.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

const delivered: readonly string[] = ['delivered', 'evaluating', 'closed'];
const within = (at: number | null, { from, until }: { from: number; until: number }) =>
  at !== null && at >= from && at < until;
const among = (day: string, { from, until }: { from: string; until: string }) => day >= from && day <= until;

export function digestFiguresModel(context: ModelContext): DigestFigures {
  const { state, viewer } = context;
  const courses = () => [...state.courses.values()];
  /** Those who were marked, with their nomination. */
  const marked = (course: Row<'courses'>) =>
    [...state.attendance.values()]
      .filter((row) => row.course === course.id)
      .map((row) => ({
        row,
        nomination: [...state.nominations.values()].find(
          (one) => one.course === course.id && one.nominee === row.person && one.state !== 'withdrawn',
        ),
      }));
  const counts = <Key extends string>(keys: readonly Key[]) =>
    Object.fromEntries(
      [...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]),
    ) as Partial<Record<Key, number>>;

  return {
    attended: async (organisation, days) => {
      if (!maySeeStanding(viewer, organisation)) return [];
      return courses()
        .filter(
          (course) => delivered.includes(course.state) && among(course.endsOn, days) && context.sees(course),
        )
        .sort(
          by(
            (row) => row.titleKey,
            (row) => row.id,
          ),
        )
        .map((course) => ({
          course: course.id,
          marks: counts(
            marked(course)
              .filter(({ nomination }) => nomination?.organisation === kept(organisation))
              .map(({ row }) => row.mark),
          ),
        }))
        .filter(({ marks }) => Object.keys(marks).length > 0);
    },
    closed: async (time) => {
      if (viewer.kind === 'stranger') return [];
      return [...state.feedbackRounds.values()]
        .filter((row) => row.state === 'closed' && within(row.closesAt, time))
        .filter((row) => row.course === null || context.seesCourse(row.course))
        .sort(
          by(
            (row) => row.closesAt,
            (row) => row.id,
          ),
        )
        .map(({ id, course, edition, set, closesAt }) => ({
          round: id,
          course,
          edition,
          set,
          closesAt,
          responses: new Map(
            [...state.feedbackResponses.values()]
              .filter((row) => row.round === id)
              .map(({ organisation, invited, answered }) => [organisation, { invited, answered }]),
          ),
        }));
    },
    activity: async (time, days) => {
      if (!maySeeFairness(viewer)) return undefined;
      const held = courses().filter((row) => delivered.includes(row.state) && among(row.endsOn, days));
      const came = held.flatMap(marked).filter(({ row }) => row.mark !== 'no-show');
      return {
        proposed: courses().filter((row) => row.state !== 'draft' && within(row.createdAt, time)).length,
        published: courses().filter((row) => within(row.publishedAt, time)).length,
        held: held.length,
        people: new Set(came.map(({ row }) => row.person)).size,
        organisations: new Set(came.flatMap(({ nomination }) => nomination?.organisation ?? [])).size,
      };
    },
    overseen: async (time, days) => {
      if (!mayReportAssistance(viewer)) return undefined;
      const waiting = courses().filter((row) => row.state === 'proposed' || row.state === 'gated');
      const decisions = [...state.decisions.values()];
      return {
        waiting: waiting.length,
        waitingSince: waiting.length > 0 ? Math.min(...waiting.map((row) => row.createdAt)) : undefined,
        decided: counts(decisions.filter((row) => within(row.decidedAt, time)).map((row) => row.verdict)),
        waived: [...state.waivers.values()].filter((row) => within(row.signedAt, time)).length,
        departures: [...state.seatDepartures.values()].filter((row) => within(row.at, time)).length,
        ungated: courses().filter(
          (row) =>
            ['running', ...delivered].includes(row.state) &&
            among(row.startsOn, days) &&
            !decisions.some((one) => one.course === row.id && one.verdict === 'proceed'),
        ).length,
        withheld: courses().filter((row) => row.state !== 'draft' && row.withheld.length > 0).length,
      };
    },
  };
}

/** What a close counts. */
export function countResponsesIn(context: ModelContext, round: string): void {
  const { feedbackResponses, feedbackParticipation, people } = context.state;
  for (const [key, row] of feedbackResponses) if (row.round === round) feedbackResponses.delete(key);
  const asked = [...feedbackParticipation.values()].filter((row) => row.round === round);
  for (const [organisation, all] of Map.groupBy(
    asked,
    ({ person }) => people.get(person)?.organisation ?? '',
  ))
    context.put('feedbackResponses', `${round} ${organisation}`, {
      round,
      organisation,
      invited: all.length,
      answered: all.filter(({ answered }) => answered).length,
    });
}

// The model of what is changed after courses: actions, and what their readers choose of digests.
import type { ActionRecords, ImprovementAction } from '#store/records/actions.ts';
import type { DigestChoice, DigestRecords } from '#store/records/digests.ts';
import type { HeldOfImprovement } from '#store/records/held-of-improvement.ts';
import { digestFiguresModel } from './model-digest-figures.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

const byDay = by<Row<'improvementActions'>>(
  (row) => row.dueOn,
  (row) => row.addedAt,
  (row) => row.id,
);

export function actionModel(context: ModelContext): ActionRecords {
  const { improvementActions: actions, feedbackRounds, feedbackTallies, courses } = context.state;
  const sees = (course: string) => context.viewer.kind !== 'stranger' && context.seesCourse(course);
  const some = (isRight: (row: Row<'improvementActions'>) => boolean) =>
    [...actions.values()].filter((row) => isRight(row) && sees(row.course)).sort(byDay);
  /** Only while it is open. */
  const change = (id: string, changes: Partial<Row<'improvementActions'>>) => {
    const row = actions.get(id);
    return row?.state === 'open'
      ? context.put('improvementActions', row.id, { ...row, ...changes })
      : undefined;
  };

  return {
    add: async ({ theme = null, ...action }) => {
      context.need('courses', action.course);
      context.need('people', action.owner);
      const id = context.newId('act');
      const now = { addedAt: context.now, changedAt: context.now, endedAt: null };
      const rest = { id, state: 'open', theme, effect: null, ...now } as const;
      const row = context.put('improvementActions', id, { ...action, ...rest });
      context.audit('action.add', row.course, { action: id, owner: row.owner, dueOn: row.dueOn });
      return actionFrom(row);
    },
    byId: async (id) => {
      const row = actions.get(id);
      return row && sees(row.course) ? actionFrom(row) : undefined;
    },
    of: async (course) => some((row) => row.course === kept(course)).map(actionFrom),
    open: async ({ owner, from, until }) =>
      some(
        (row) =>
          row.state === 'open' &&
          (owner === undefined || row.owner === kept(owner)) &&
          (from === undefined || row.dueOn >= from) &&
          (until === undefined || row.dueOn <= until),
      ).map(actionFrom),
    wanted: async (from, until) => {
      const closed = [...feedbackRounds.values()].flatMap(({ id, course, state, closesAt }) =>
        course !== null &&
        state === 'closed' &&
        closesAt >= from &&
        closesAt < until &&
        feedbackTallies.has(id)
          ? [course]
          : [],
      );
      return [...courses.values()]
        .filter(({ id }) => closed.includes(id) && sees(id))
        .filter(({ id }) => ![...actions.values()].some((row) => row.course === id))
        .sort(
          by(
            (row) => row.titleKey,
            (row) => row.id,
          ),
        )
        .map(({ id }) => id);
    },
    give: async (id, { owner, dueOn }) => {
      if (actions.get(id)?.state === 'open') context.need('people', owner);
      const row = change(id, { owner, dueOn, changedAt: context.now });
      if (row) context.audit('action.give', row.course, { action: id, owner, dueOn });
      return row !== undefined;
    },
    end: async (id, { state, effect }) => {
      const row = change(id, { state, effect, endedAt: context.now });
      if (row) context.audit('action.end', row.course, { action: id, state });
      return row !== undefined;
    },
  };
}

function actionFrom({ effect, theme, endedAt, ...row }: Row<'improvementActions'>): ImprovementAction {
  return {
    ...row,
    effect: effect ?? undefined,
    theme: theme ?? undefined,
    endedAt: endedAt ?? undefined,
  };
}

export function digestModel(context: ModelContext): DigestRecords {
  const { digestChoices } = context.state;
  const keyOf = (digest: string, reader: string) => `${digest} ${kept(reader)}`;
  return {
    ...digestFiguresModel(context),
    choose: async ({ digest, reader, rhythm, weekday = null, hour, language = null }) => {
      const row = { digest, reader, rhythm, weekday, hour, language, changedAt: context.now };
      context.put('digestChoices', keyOf(digest, reader), row);
      context.audit('digest.choose', reader, { digest, rhythm });
    },
    unchoose: async (digest, reader) => {
      const isGone = digestChoices.delete(keyOf(digest, reader));
      if (isGone) context.audit('digest.unchoose', reader, { digest });
      return isGone;
    },
    choices: async (readers) =>
      [...digestChoices.values()]
        .filter((row) => readers === undefined || readers.map(kept).includes(row.reader))
        .sort(
          by(
            (row) => row.digest,
            (row) => row.reader,
          ),
        )
        .map(choiceFrom),
  };
}

function choiceFrom({ weekday, language, ...row }: Row<'digestChoices'>): DigestChoice {
  return { ...row, weekday: weekday ?? undefined, language: language ?? undefined };
}

export function heldOfImprovementIn({ state }: ModelContext, id: string): HeldOfImprovement {
  const own = [...state.improvementActions.values()]
    .filter((row) => row.owner === id)
    .sort(
      by(
        (row) => row.addedAt,
        (row) => row.id,
      ),
    );
  return {
    actions: own.map((row) => ({
      course: row.course,
      what: row.what,
      dueOn: row.dueOn,
      state: row.state,
      effect: row.effect,
    })),
    digests: [...state.digestChoices.values()]
      .filter((row) => row.reader === id)
      .sort(by((row) => row.digest))
      .map(({ reader: _, ...row }) => row),
  };
}

/** Those of somebody who is forgotten go; of two who are one, the second's stay. */
export function forgetDigestsIn({ state }: ModelContext, person: string): void {
  for (const [key, row] of state.digestChoices) if (row.reader === person) state.digestChoices.delete(key);
}

export function moveDigestsIn(context: ModelContext, from: string, into: string): void {
  const { digestChoices } = context.state;
  for (const row of [...digestChoices.values()].filter((one) => one.reader === from)) {
    const key = `${row.digest} ${into}`;
    if (!digestChoices.has(key)) context.put('digestChoices', key, { ...row, reader: into });
  }
  forgetDigestsIn(context, from);
}

// The model of commitments and of what came of them.
import { maySeeCommitment, maySeeFollowUp, maySeePractice, maySeeVolunteers } from '#exchange/disclosure.ts';
import { readSetting } from '#exchange/hub-settings.ts';
import { erasedName } from '#exchange/people.ts';
import { agreement, applicationRate, observedFigures, ownFigures } from '#exchange/practice.ts';
import type { CommitmentRecords } from '#store/records/commitments.ts';
import type { FollowUpRecords } from '#store/records/follow-ups.ts';
import type { HeldOfPractice } from '#store/records/held-of-practice.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

const inOrder = by<Row<'commitments'>>(
  (row) => row.madeAt,
  (row) => row.course,
  (row) => row.person,
  (row) => row.place,
);

function madeBy({ state }: ModelContext, course: string, person: string): readonly Row<'commitments'>[] {
  return [...state.commitments.values()]
    .filter((row) => row.course === kept(course) && row.person === kept(person))
    .sort(by((row) => row.place));
}

function isThere({ state }: ModelContext, person: string): boolean {
  const row = state.people.get(person);
  return row !== undefined && row.name !== erasedName;
}

export function commitmentModel(context: ModelContext): CommitmentRecords {
  const { commitments, followUps, people, courses } = context.state;
  return {
    make: async ({ course, person, texts, shared }) => {
      if (!isThere(context, person)) return false;
      if ([...followUps.values()].some((row) => row.course === kept(course) && row.person === kept(person)))
        return false;
      for (const { id } of madeBy(context, course, person)) commitments.delete(id);
      const ids = texts.map(() => context.newId('cmt'));
      for (const [index, text] of texts.entries()) {
        context.need('courses', course);
        const id = ids[index] ?? '';
        const row = { id, course, person, place: index + 1, text, shared, madeAt: context.now };
        context.put('commitments', id, row);
      }
      context.audit('commitment.make', course, { person, count: texts.length, shared });
      return true;
    },
    share: async (course, person, shared) => {
      const changed = madeBy(context, course, person).filter(
        (row) => row.shared !== shared && row.text !== '',
      );
      for (const row of changed) context.put('commitments', row.id, { ...row, shared });
      if (changed.length > 0) context.audit('commitment.share', course, { person, shared });
      return changed.length > 0;
    },
    list: async ({ course, person, organisation, endsFrom }) =>
      [...commitments.values()]
        .filter((row) => row.text !== '')
        .filter((row) => course === undefined || row.course === kept(course))
        .filter((row) => person === undefined || row.person === kept(person))
        .filter(
          (row) => organisation === undefined || people.get(row.person)?.organisation === kept(organisation),
        )
        .filter((row) => endsFrom === undefined || (courses.get(row.course)?.endsOn ?? '') >= endsFrom)
        .sort(inOrder)
        .filter((row) =>
          maySeeCommitment(context.viewer, {
            ...row,
            organisation: people.get(row.person)?.organisation ?? null,
          }),
        ),
  };
}

export function followUpModel(context: ModelContext): FollowUpRecords {
  const { followUps, commitmentReadings, people } = context.state;

  function keep(row: Row<'followUps'>): boolean {
    const { course, person, stage } = row;
    const key = `${course} ${person} ${stage}`;
    if (followUps.has(key)) return false;
    context.put('followUps', key, row);
    context.audit('follow-up.answer', course, { person, stage, by: row.answeredBy });
    return true;
  }

  const answersTo = (course: string) =>
    [...followUps.values()]
      .filter((row) => row.course === kept(course))
      .sort(
        by(
          (row) => row.person,
          (row) => row.stage,
        ),
      );
  const ownAnswers = (course: string) =>
    answersTo(course).flatMap(({ person, stage, barrier, tools, volunteers }) => {
      const readings = madeBy(context, course, person).flatMap(({ id }) => {
        const read = commitmentReadings.get(`${id} ${stage}`);
        return read === undefined ? [] : [read.reading];
      });
      return tools === null ? [] : [{ person, stage, barrier, tools, volunteers, readings }];
    });

  return {
    answer: async (course, person, stage, { readings, barrier, tools }) => {
      const made = isThere(context, person) ? madeBy(context, course, person) : [];
      if (made.length === 0 || made.length !== readings.length) return false;
      const none = { seen: null, observed: null, volunteers: false };
      const answered = { answeredBy: person, answeredAt: context.now };
      if (!keep({ course, person, stage, ...answered, barrier, tools, ...none })) return false;
      for (const [index, reading] of readings.entries()) {
        const commitment = made[index]?.id ?? '';
        context.put('commitmentReadings', `${commitment} ${stage}`, { commitment, stage, reading });
      }
      return true;
    },
    observe: async (course, person, answeredBy, { seen, barrier, observed }) => {
      const made = isThere(context, person) ? madeBy(context, course, person) : [];
      if (!made.some(({ shared }) => shared)) return false;
      const answered = { answeredBy, answeredAt: context.now };
      const none = { tools: null, volunteers: false };
      return keep({ course, person, stage: '100d', ...answered, barrier, seen, observed, ...none });
    },
    volunteer: async (course, person, willing) => {
      const changed = answersTo(course).filter(
        (row) => row.person === kept(person) && row.stage !== '100d' && row.volunteers !== willing,
      );
      for (const row of changed)
        context.put('followUps', `${row.course} ${row.person} ${row.stage}`, { ...row, volunteers: willing });
      if (changed.length > 0) context.audit('follow-up.volunteer', course, { person, willing });
      return changed.length > 0;
    },
    list: async ({ course, person }) =>
      [...followUps.values()]
        .filter((row) => course === undefined || row.course === kept(course))
        .filter((row) => person === undefined || row.person === kept(person))
        .sort(
          by(
            (row) => row.course,
            (row) => row.person,
            (row) => row.stage,
          ),
        )
        .filter((row) =>
          maySeeFollowUp(context.viewer, {
            ...row,
            organisation: people.get(row.person)?.organisation ?? null,
            shared: madeBy(context, row.course, row.person).some(({ shared }) => shared),
          }),
        )
        .map(({ barrier: _, tools: __, seen: ___, observed: ____, ...row }) => row),
    figures: async (course, over) => {
      if (!maySeePractice(context.viewer) || !context.seesCourse(course)) return undefined;
      const made = [...context.state.commitments.values()].filter((row) => row.course === kept(course));
      const at = (stage: string) => ownAnswers(course).filter((one) => one.stage === stage);
      const observations = answersTo(course).flatMap(({ person, answeredBy: by, barrier, seen, observed }) =>
        seen === null || observed === null ? [] : [{ person, by, barrier, seen, use: observed }],
      );
      const stages = (['90d', '180d'] as const).filter((stage) => over.includes(stage));
      const least = readSetting('feedback.minimum', context.state.settings.get('feedback.minimum')?.value);
      const isSeen = over.includes('100d');
      return {
        people: new Set(made.map((row) => row.person)).size,
        commitments: made.length,
        own: Object.fromEntries(stages.map((stage) => [stage, ownFigures(at(stage), least)])),
        observed: isSeen ? observedFigures(observations, least) : undefined,
        agreement: isSeen && over.includes('90d') ? agreement(at('90d'), observations, least) : undefined,
      };
    },
    volunteers: async (course) => {
      if (!maySeeVolunteers(context.viewer) || !context.seesCourse(course)) return [];
      const willing = ownAnswers(course).filter((one) => one.volunteers);
      const people = [...new Set(willing.map(({ person }) => person))];
      return people.map((person) => {
        const own = willing.filter((one) => one.person === person);
        const latest = own.find((one) => one.stage === '180d') ?? own[0];
        return { person, applied: applicationRate(latest?.readings ?? []) };
      });
    },
  };
}

export function forgetCommitmentsIn(context: ModelContext, person: string): void {
  const { commitments, followUps } = context.state;
  for (const [id, row] of commitments)
    if (row.person === person) context.put('commitments', id, { ...row, text: '', shared: false });
  for (const [key, row] of followUps)
    if (row.person === person) context.put('followUps', key, { ...row, volunteers: false });
}

export function moveCommitmentsIn(context: ModelContext, from: string, into: string): void {
  const { commitments, commitmentReadings, followUps } = context.state;
  const made = new Set(
    [...commitments.values()].filter((row) => row.person === into).map((row) => row.course),
  );
  for (const [id, row] of [...commitments]) {
    if (row.person !== from) continue;
    if (!made.has(row.course)) {
      context.put('commitments', id, { ...row, person: into });
      continue;
    }
    commitments.delete(id);
    for (const [key, reading] of [...commitmentReadings])
      if (reading.commitment === id) commitmentReadings.delete(key);
  }
  for (const [key, row] of [...followUps]) {
    if (row.person !== from) continue;
    followUps.delete(key);
    if (!made.has(row.course))
      context.put('followUps', `${row.course} ${into} ${row.stage}`, { ...row, person: into });
  }
  for (const [key, row] of followUps)
    if (row.answeredBy === from) context.put('followUps', key, { ...row, answeredBy: into });
}

export function emptyCommitmentsIn(context: ModelContext, before: string, most: number): number {
  const { commitments, courses } = context.state;
  const old = [...commitments.values()]
    .filter((row) => row.text !== '' && (courses.get(row.course)?.endsOn ?? '') < before)
    .sort(by((row) => row.id))
    .slice(0, most);
  for (const row of old) context.put('commitments', row.id, { ...row, text: '' });
  return old.length;
}

export function heldOfPractice({ state }: ModelContext, person: string): HeldOfPractice {
  const made = [...state.commitments.values()]
    .filter((row) => row.person === person)
    .sort(
      by(
        (row) => row.course,
        (row) => row.place,
      ),
    );
  return {
    commitments: made.map(({ person: _, ...row }) => row),
    readings: [...state.commitmentReadings.values()]
      .filter((row) => made.some(({ id }) => id === row.commitment))
      .sort(
        by(
          (row) => row.stage,
          (row) => row.commitment,
        ),
      ),
    followUps: [...state.followUps.values()]
      .filter((row) => row.person === person)
      .sort(
        by(
          (row) => row.course,
          (row) => row.stage,
        ),
      )
      .map(({ person: _, answeredBy: __, ...row }) => row),
    observedOthers: [...state.followUps.values()].filter(
      (row) => row.answeredBy === person && row.person !== person,
    ).length,
  };
}

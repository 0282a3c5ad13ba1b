// The model of what eligibility knows of somebody: how it is held, forgotten, emptied, and moved to another.
import type { HeldEvidence } from '#store/records/held-evidence.ts';
import { by, type ModelContext, type State } from './model-state.ts';

export function heldEvidenceOf(state: State, id: string): HeldEvidence {
  const isTheirs = (nomination: string) => state.nominations.get(nomination)?.nominee === id;
  const profile = state.profiles.get(id);
  const vetting = [...state.vettings.values()].find((row) => row.person === id);
  const inTime = by<{ askedAt: number; nomination: string; rule: string }>(
    (row) => row.askedAt,
    (row) => row.nomination,
    (row) => row.rule,
  );
  return {
    profile: profile && {
      sector: profile.sector,
      gender: profile.gender,
      languages: profile.languages,
      changedAt: profile.changedAt,
    },
    vetting: vetting && {
      state: vetting.state,
      validUntil: vetting.validUntil,
      recordedAt: vetting.recordedAt,
    },
    proofs: [...state.proofs.values()]
      .filter((row) => row.person === id)
      .sort(by((row) => row.programmeKey))
      .map(({ programme, notedAt }) => ({ programme, notedAt })),
    earlierCourses: [...state.earlierCourses.values()]
      .filter((row) => row.person === id)
      .sort(
        by(
          (row) => row.endsOn,
          (row) => row.id,
        ),
      )
      .map(({ title, days, endsOn, saidAt }) => ({ title, days, endsOn, saidAt })),
    handedIn: [...state.receivedDocuments.values()]
      .filter((row) => isTheirs(row.nomination))
      .sort(
        by(
          (row) => row.nomination,
          (row) => row.name,
        ),
      )
      .map(({ name, received, markedAt }) => ({ name, received, markedAt })),
    waived: [...state.waivers.values()]
      .filter((row) => isTheirs(row.nomination))
      .sort(inTime)
      .map(({ rule, reason, askedAt, signedAt }) => ({ rule, reason, askedAt, signedAt })),
    signed: [...state.waivers.values()]
      .filter((row) => row.signedBy === id || row.askedBy === id)
      .sort(inTime)
      .map(({ nomination, rule, askedAt, signedAt }) => ({ nomination, rule, askedAt, signedAt })),
  };
}

export function forgetEvidence(context: ModelContext, person: string): void {
  const { state } = context;
  state.profiles.delete(person);
  for (const table of [state.vettings, state.proofs, state.earlierCourses])
    for (const [key, row] of [...table]) if (row.person === person) table.delete(key);
  const theirs = [...state.nominations.values()].filter((row) => row.nominee === person);
  emptyEvidence(
    context,
    theirs.map(({ id }) => id),
  );
}

export function emptyEvidence({ state }: ModelContext, of: readonly string[]): void {
  for (const [key, row] of state.waivers)
    if (of.includes(row.nomination)) state.waivers.set(key, { ...row, reason: '' });
  for (const [key, row] of [...state.receivedDocuments])
    if (of.includes(row.nomination)) state.receivedDocuments.delete(key);
}

export function moveEvidence({ state }: ModelContext, from: string, into: string): void {
  const refused = state.vettings.get(from)?.state === 'refused';
  if (refused) state.vettings.delete(into);
  for (const table of [state.profiles, state.vettings, state.proofs] as readonly Map<string, object>[]) {
    for (const [key, row] of [...table]) {
      if (Reflect.get(row, 'person') !== from) continue;
      table.delete(key);
      const moved = key.replace(from, into);
      const named = 'subject' in row ? { person: into, subject: into } : { person: into };
      if (!table.has(moved)) table.set(moved, { ...row, ...named });
    }
  }
  for (const [key, row] of state.earlierCourses)
    if (row.person === from) state.earlierCourses.set(key, { ...row, person: into });
  for (const [key, row] of state.waivers)
    state.waivers.set(key, {
      ...row,
      askedBy: row.askedBy === from ? into : row.askedBy,
      signedBy: row.signedBy === from ? into : row.signedBy,
    });
}

// The state of the model: maps of rows as either database would give them back, and the few rules that all of them share.
import type { AuditFacts } from '#exchange/audit-chain.ts';
import { maySeeCourse } from '#exchange/disclosure.ts';
import { seatHoldingStates } from '#exchange/nomination.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { IdPrefix } from '#store/ids.ts';
import type { Act } from '#store/store.ts';
import type { Tables } from '#store/tables.ts';

export type TableName = Exclude<keyof Tables, 'audit' | 'auditHead'>;

export type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

export type State = { [Name in TableName]: Map<string, Row<Name>> } & {
  /** Of each entry what was done to what. */
  audit: readonly string[];
};

export const tableNames = [
  'organisations',
  'places',
  'leftPlaces',
  'channels',
  'people',
  'accounts',
  'grants',
  'profiles',
  'deputies',
  'codes',
  'guesses',
  'erasures',
  'courses',
  'clearances',
  'briefs',
  'assessments',
  'risks',
  'consultations',
  'decisions',
  'fundingLines',
  'fundingReleases',
  'panels',
  'reviewers',
  'reviews',
  'declarations',
  'outcomes',
  'appeals',
  'nominations',
  'weights',
  'seatRules',
  'lots',
  'seatPlans',
  'seatDepartures',
  'offers',
  'attendance',
  'attendanceDays',
  'certificates',
  'signingKeys',
  'criteria',
  'vettings',
  'waivers',
  'receivedDocuments',
  'proofs',
  'earlierCourses',
  'questionnaires',
  'feedbackRounds',
  'feedbackParticipation',
  'feedbackAnswers',
  'botOpinions',
  'feedbackTallies',
  'feedbackFiles',
  'feedbackKeys',
  'improvementActions',
  'courseRuns',
  'digestChoices',
  'feedbackResponses',
  'commitments',
  'commitmentReadings',
  'followUps',
  'themes',
  'commentCounts',
  'roundThemes',
  'exchangeOffers',
  'symposiumSeries',
  'symposiumEditions',
  'symposiumRegistrations',
  'drafts',
  'deliveries',
  'circulars',
  'installations',
  'intake',
  'leases',
  'posts',
  'settings',
  'jobSlots',
  'claims',
] as const satisfies readonly TableName[];

export function emptyState(): State {
  const tables = Object.fromEntries(tableNames.map((name) => [name, new Rows()]));
  // The names above are those of the type, which a test of the whole holds them to.
  return { ...tables, audit: [] } as unknown as State;
}

/** Found by whatever would be found in a database: by keys as they can be kept. */
class Rows extends Map<string, unknown> {
  override get(key: string): unknown {
    return super.get(kept(key));
  }

  override has(key: string): boolean {
    return super.has(kept(key));
  }

  override set(key: string, row: unknown): this {
    return super.set(kept(key), row);
  }

  override delete(key: string): boolean {
    return super.delete(kept(key));
  }
}

/** Rows are replaced and never changed, so copies of the maps are a state to go back to. */
export function copyOf(state: State): State {
  const tables = Object.fromEntries(tableNames.map((name) => [name, new Rows(state[name])]));
  return { ...tables, audit: state.audit } as unknown as State;
}

/** What a database says by itself; `unique` becomes a Conflict at the end of the transaction. */
export class Violation extends Error {
  readonly rule: 'unique' | 'foreign key';
  constructor(rule: 'unique' | 'foreign key') {
    super(rule);
    this.rule = rule;
  }
}

export class ModelContext {
  readonly state: State;
  readonly viewer: Viewer;
  /** The audit as it stood before: what this transaction adds is written at its end. */
  readonly settled: readonly string[];
  readonly #act: Act | undefined;
  readonly newId: (prefix: IdPrefix) => string;

  constructor(state: State, viewer: Viewer, act: Act | undefined, newId: (prefix: IdPrefix) => string) {
    this.state = state;
    this.viewer = viewer;
    this.settled = state.audit;
    this.#act = act;
    this.newId = newId;
  }

  withAllEyes(): ModelContext {
    return new ModelContext(this.state, { kind: 'process' }, this.#act, this.newId);
  }

  get now(): number {
    if (this.#act === undefined) throw new Error('Records are changed by store.write, not by store.read.');
    return this.#act.now;
  }

  audit(action: string, subject: string, facts: AuditFacts = {}): void {
    this.state.audit = [
      ...this.state.audit,
      JSON.stringify([this.now, action, kept(subject), sorted(facts)]),
    ];
  }

  /** Keeps a row, its texts as a database can keep them. */
  put<Name extends TableName>(name: Name, key: string, row: Row<Name>): Row<Name> {
    const entries = Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' ? kept(value) : value,
    ]);
    const stored = Object.fromEntries(entries) as Row<Name>;
    const table: Map<string, Row<Name>> = this.state[name];
    table.set(key, stored);
    return stored;
  }

  /** Throws unless there is a row that another refers to. */
  need(
    name: 'organisations' | 'people' | 'courses' | 'symposiumSeries' | 'symposiumEditions' | 'feedbackRounds',
    id: string,
  ) {
    if (!this.state[name].has(kept(id))) throw new Violation('foreign key');
  }

  sees(course: Row<'courses'>): boolean {
    const nominated = [...this.state.nominations.values()].filter(
      (one) => one.course === course.id && one.state !== 'withdrawn',
    );
    return maySeeCourse(this.viewer, {
      ...course,
      publishedAt: course.publishedAt ?? undefined,
      participants: {
        seatHolders: nominated.filter((one) => hasSeat(one)).map((one) => one.nominee),
        routedTo: nominated.map((one) => one.organisation),
        assigned: [...this.state.grants.values()]
          .filter((one) => one.scope === course.id && ['courseManager', 'instructor'].includes(one.role))
          .map((one) => one.person),
      },
    });
  }

  /** As `seesCourse`: whoever sees everything also sees what is not there. */
  seesCourse(id: string): boolean {
    const course = this.state.courses.get(kept(id));
    return this.viewer.kind === 'process' || (course !== undefined && this.sees(course));
  }
}

const seats: ReadonlySet<string> = new Set(seatHoldingStates);

export function hasSeat({ state }: { readonly state: string }): boolean {
  return seats.has(state);
}

/** Text as both databases can keep it. */
export function kept(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** The order of bytes in UTF-8, in which both databases compare texts. */
export function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** Compares by the first of these that differs; numbers by size, texts by bytes. */
export function by<T>(...parts: ((row: T) => string | number)[]): (one: T, other: T) => number {
  return (one, other) => {
    for (const part of parts) {
      const [a, b] = [part(one), part(other)];
      const order = typeof a === 'string' ? byBytes(a, String(b)) : a - Number(b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

export function sorted(facts: AuditFacts): readonly unknown[] {
  return Object.entries(facts).sort(([one], [other]) => byBytes(one, other));
}

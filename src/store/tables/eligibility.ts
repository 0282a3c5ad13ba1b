// The tables of eligibility: what a course asks, and what is known of whoever is nominated for it.
import type { WaivableRule } from '#exchange/eligibility.ts';
import type { Sector } from '#exchange/profile.ts';
import type { RecordedVettingState, VettingDemand } from '#exchange/vetting.ts';
import type { Columns } from '../columns.ts';
import type { CourseTables } from './courses.ts';
import type { MemberTables } from './members.ts';

export function eligibilityTables(
  columns: Columns,
  { organisations, people }: MemberTables,
  { courses, nominations }: CourseTables,
) {
  const { table, text, oneOf, count, instant, yesNo, json, index, primaryKey } = columns;
  const nomination = () =>
    text()
      .notNull()
      .references(() => nominations.id);
  const person = () =>
    text()
      .notNull()
      .references(() => people.id);

  // Only of courses that have said something.
  const criteria = table('criteria', {
    course: text()
      .primaryKey()
      .references(() => courses.id),
    sectors: json<readonly Sector[]>().notNull(),
    sectorTargets: json<Readonly<Partial<Record<Sector, number>>>>('sector_targets').notNull(),
    countries: json<readonly string[]>().notNull(),
    partnerAgencies: yesNo('partner_agencies').notNull(),
    minYears: count('min_years'),
    languageRequired: yesNo('language_required').notNull(),
    prerequisite: text(),
    vetting: oneOf<VettingDemand>().notNull(),
    documents: json<readonly string[]>().notNull(),
    oncePerPerson: yesNo('once_per_person').notNull(),
    coolingOff: yesNo('cooling_off').notNull(),
    visaLeadDays: count('visa_lead_days'),
    lastJoinOn: text('last_join_on'),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  });

  // State and validity alone: what was found is nowhere, and no column takes free text (product §2.5).
  const vettings = table(
    'vettings',
    {
      // Of a person their id, of a unit its organisation's with its folded name.
      subject: text().primaryKey(),
      person: text().references(() => people.id),
      organisation: text().references(() => organisations.id),
      unit: text(),
      unitKey: text('unit_key'),
      state: oneOf<RecordedVettingState>().notNull(),
      validUntil: text('valid_until'),
      recordedBy: text('recorded_by').notNull(),
      recordedAt: instant('recorded_at').notNull(),
    },
    (t) => [
      index('vettings_of_person').on(t.person),
      index('vettings_of_organisation').on(t.organisation, t.unitKey),
      index('vettings_by_end').on(t.state, t.validUntil),
    ],
  );

  const waivers = table(
    'waivers',
    {
      nomination: nomination(),
      rule: oneOf<WaivableRule>().notNull(),
      askedBy: text('asked_by')
        .notNull()
        .references(() => people.id),
      askedAt: instant('asked_at').notNull(),
      // Why, by whom and when: once an approver has signed.
      reason: text().notNull(),
      signedBy: text('signed_by').references(() => people.id),
      signedAt: instant('signed_at'),
    },
    (t) => [primaryKey({ columns: [t.nomination, t.rule] }), index('waivers_by_signer').on(t.signedBy)],
  );

  // That a paper has been handed in; the paper itself stays outside.
  const receivedDocuments = table(
    'received_documents',
    {
      nomination: nomination(),
      name: text().notNull(),
      received: yesNo().notNull(),
      markedBy: text('marked_by').notNull(),
      markedAt: instant('marked_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.nomination, t.name] })],
  );

  const proofs = table(
    'proofs',
    {
      person: person(),
      programmeKey: text('programme_key').notNull(),
      programme: text().notNull(),
      notedBy: text('noted_by').notNull(),
      notedAt: instant('noted_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.person, t.programmeKey] })],
  );

  // Training abroad before this record.
  const earlierCourses = table(
    'earlier_courses',
    {
      id: text().primaryKey(),
      person: person(),
      title: text().notNull(),
      days: count().notNull(),
      endsOn: text('ends_on').notNull(),
      saidBy: text('said_by').notNull(),
      saidAt: instant('said_at').notNull(),
    },
    (t) => [index('earlier_courses_of').on(t.person, t.endsOn)],
  );

  return { criteria, vettings, waivers, receivedDocuments, proofs, earlierCourses };
}

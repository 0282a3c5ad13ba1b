// The tables that keep the house going: drafts, deliveries, circulars, leases, living cards, settings, claims, the audit.
import { sql } from 'drizzle-orm';
import type { AuditFacts } from '#exchange/audit-chain.ts';
import type { AccountId, ChannelId, PlatformName } from '#exchange/people.ts';
import type { Columns } from '../columns.ts';
import type { Circular } from '../records/circulars.ts';
import type { Delivery, DeliveryState, Reason } from '../records/deliveries.ts';
import type { DraftValues } from '../records/drafts.ts';
import type { Post } from '../records/posts.ts';

export function houseTables(columns: Columns) {
  const { table, text, oneOf, count, longCount, instant, yesNo, json, index, uniqueIndex, primaryKey } =
    columns;

  const drafts = table(
    'drafts',
    {
      id: text().primaryKey(),
      path: text().notNull(),
      account: oneOf<AccountId>().notNull(),
      channel: oneOf<ChannelId>(),
      values: json<DraftValues>('typed').notNull(),
      pagesDone: json<readonly number[]>('pages_done').notNull(),
      changedAt: instant('changed_at').notNull(),
    },
    (t) => [index('drafts_of_account').on(t.account), index('drafts_by_age').on(t.changedAt)],
  );

  const deliveries = table(
    'deliveries',
    {
      id: text().primaryKey(),
      key: text().notNull(),
      message: text().notNull(),
      facts: json<Delivery['facts']>().notNull(),
      person: text(),
      channel: oneOf<ChannelId>(),
      organisation: text(),
      purpose: oneOf<NonNullable<Delivery['purpose']>>(),
      post: text(),
      circular: text(),
      lane: text(),
      state: oneOf<DeliveryState>().notNull(),
      takenBy: text('taken_by'),
      attempts: count().notNull(),
      sentTo: text('sent_to'),
      reference: text(),
      reason: oneOf<Reason>(),
      failure: text(),
      notBefore: instant('not_before').notNull(),
      tooLateAt: instant('too_late_at'),
      createdAt: instant('created_at').notNull(),
      changedAt: instant('changed_at').notNull(),
    },
    (t) => [
      uniqueIndex('deliveries_once').on(t.key),
      index('deliveries_due').on(t.state, t.notBefore, t.createdAt, t.id),
      index('deliveries_of_person').on(t.person, t.state),
      index('deliveries_of_channel').on(t.channel, t.state),
      index('deliveries_of_circular').on(t.circular, t.state),
      // For the purge alone: what was sent long ago and still says where.
      index('deliveries_with_proof').on(t.changedAt).where(sql`sent_to is not null`),
    ],
  );

  const circulars = table(
    'circulars',
    {
      id: text().primaryKey(),
      cause: text().notNull(),
      startedBy: text('started_by'),
      message: text().notNull(),
      facts: json<Circular['facts']>().notNull(),
      total: count().notNull(),
      isStopped: yesNo('is_stopped').notNull(),
      isOver: yesNo('is_over').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [index('circulars_by_age').on(t.isOver, t.createdAt)],
  );

  const intake = table(
    'intake',
    {
      key: text().primaryKey(),
      platform: oneOf<PlatformName>().notNull(),
      payload: text().notNull(),
      takenBy: text('taken_by').notNull(),
      keptAt: instant('kept_at').notNull(),
    },
    (t) => [index('intake_by_age').on(t.keptAt)],
  );

  // Judged by watching whether `beat` moves, never by comparing the clocks of two machines.
  const leases = table('leases', {
    name: text().primaryKey(),
    holder: text().notNull(),
    beat: longCount().notNull(),
    note: text(),
  });

  const posts = table(
    'posts',
    {
      id: text().primaryKey(),
      name: text().notNull(),
      message: text().notNull(),
      facts: json<Post['facts']>().notNull(),
      person: text(),
      channel: oneOf<ChannelId>(),
      organisation: text(),
      purpose: oneOf<NonNullable<Post['purpose']>>(),
      reference: text().notNull(),
      wanted: count().notNull(),
      drawn: count().notNull(),
      notBefore: instant('not_before').notNull(),
      // Where a reader may not see anything of it any more, its message is taken away, until they may again.
      takenBackAt: instant('taken_back_at'),
    },
    (t) => [
      uniqueIndex('posts_once').on(t.reference),
      index('posts_by_name').on(t.name),
      index('posts_stale').on(t.notBefore).where(sql`drawn < wanted`),
    ],
  );

  const settings = table('settings', { name: text().primaryKey(), value: text().notNull() });

  const jobSlots = table(
    'job_slots',
    { job: text().notNull(), slot: longCount().notNull(), takenAt: instant('taken_at').notNull() },
    (t) => [primaryKey({ columns: [t.job, t.slot] })],
  );

  const claims = table(
    'claims',
    { key: text().primaryKey(), claimedAt: instant('claimed_at').notNull() },
    (t) => [index('claims_by_age').on(t.claimedAt)],
  );

  const audit = table(
    'audit',
    {
      sequence: longCount().primaryKey(),
      at: instant().notNull(),
      actor: text().notNull(),
      action: text().notNull(),
      subject: text().notNull(),
      facts: json<AuditFacts>().notNull(),
      previous: text().notNull(),
      hash: text().notNull(),
    },
    (t) => [index('audit_of_subject').on(t.subject), index('audit_of_actor').on(t.actor)],
  );

  // One row, the last link: whoever lengthens the chain holds it until the end of the transaction.
  const auditHead = table('audit_head', {
    id: count().primaryKey(),
    sequence: longCount().notNull(),
    hash: text().notNull(),
  });

  return {
    drafts,
    deliveries,
    circulars,
    intake,
    leases,
    posts,
    settings,
    jobSlots,
    claims,
    audit,
    auditHead,
  };
}

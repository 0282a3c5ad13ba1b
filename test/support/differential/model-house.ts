// The model of what keeps the house going: drafts, leases, the intake, living cards, settings, slots and claims.
import { createHash } from 'node:crypto';
import { isSettingName } from '#exchange/hub-settings.ts';
import type { DraftRecords, NewDraft } from '#store/records/drafts.ts';
import type { IntakeRecords } from '#store/records/intake.ts';
import type { LeaseRecords, LeaseRow } from '#store/records/leases.ts';
import type { PostRecords } from '#store/records/posts.ts';
import type { SettingRecords } from '#store/records/settings.ts';
import { Conflict } from '#store/store.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

const day = 86_400_000;

export function draftModel(context: ModelContext): DraftRecords {
  const { drafts } = context.state;
  const from = (row: Row<'drafts'>) => ({ ...row, channel: row.channel ?? undefined });

  function write(id: string, { path, account, channel, values, pagesDone }: NewDraft) {
    const written = { path, account, channel: channel ?? null, values, pagesDone, changedAt: context.now };
    return from(context.put('drafts', id, { id, ...written }));
  }

  async function keep(draft: NewDraft & { readonly id?: string }) {
    if (draft.id === undefined) return write(context.newId('dft'), draft);
    const before = drafts.get(draft.id);
    if (before && before.account !== draft.account) throw new Conflict('This draft is of another account.');
    return before && write(draft.id, draft);
  }

  return {
    // One function for both of its shapes: with an id it may find nothing.
    keep: keep as DraftRecords['keep'],
    byId: async (id, account) => {
      const row = drafts.get(id);
      return row?.account === account ? from(row) : undefined;
    },
    of: async (accounts, path) => {
      const own = [...drafts.values()]
        .filter((row) => accounts.includes(row.account) && (path === undefined || row.path === path))
        .sort(
          by(
            (row) => row.changedAt,
            (row) => row.id,
          ),
        )
        .toReversed();
      return own.slice(0, path === undefined ? 25 : undefined).map(from);
    },
    finish: async (id) => drafts.delete(id),
    forgetBefore: async (changedAt) => {
      const old = [...drafts.values()].filter((row) => row.changedAt < changedAt);
      for (const { id } of old) drafts.delete(id);
      return old.length;
    },
  };
}

/** The holders of processes that live. */
export function livingHolders({ state: { leases } }: ModelContext): ReadonlySet<string> {
  return new Set(
    [...leases.values()].filter((row) => row.name === `process ${row.holder}`).map((row) => row.holder),
  );
}

export function leaseModel(context: ModelContext): LeaseRecords {
  const { leases } = context.state;
  const put = (row: Row<'leases'>) => {
    const stored = context.put('leases', row.name, row);
    return { ...stored, note: stored.note ?? undefined };
  };
  const asSeen = (seen: LeaseRow) => {
    const row = leases.get(seen.name);
    return row?.holder === seen.holder && row.beat === seen.beat ? row : undefined;
  };
  return {
    all: async () =>
      [...leases.values()]
        .sort(by((row) => row.name))
        .map((row) => ({ ...row, note: row.note ?? undefined })),
    take: async (name, holder) => {
      const row = leases.get(name);
      if (row === undefined) return put({ name, holder, beat: 0, note: null });
      return row.holder === '' ? put({ ...row, holder, beat: row.beat + 1 }) : undefined;
    },
    renew: async (name, holder, note) => {
      const row = leases.get(name);
      if (row?.holder !== holder) return false;
      put({ ...row, beat: row.beat + 1, note: note ?? row.note });
      return true;
    },
    takeOver: async (seen, holder) => {
      const row = asSeen(seen);
      return row && put({ ...row, holder, beat: row.beat + 1 });
    },
    bury: async (seen) => asSeen(seen) !== undefined && leases.delete(seen.name),
    release: async (name, holder, note) => {
      const row = leases.get(name);
      if (row?.holder !== holder) return;
      if (note === undefined) leases.delete(name);
      else put({ ...row, holder: '', note });
    },
  };
}

export function intakeModel(context: ModelContext): IntakeRecords {
  const { intake } = context.state;
  return {
    keep: async (arrivals, holder) => {
      const added: string[] = [];
      for (const { key, platform, payload } of arrivals) {
        if (intake.has(kept(key))) continue;
        context.put('intake', kept(key), { key, platform, payload, takenBy: holder, keptAt: context.now });
        added.push(kept(key));
      }
      return added.sort();
    },
    forget: async (keys) => {
      for (const key of keys) intake.delete(key);
    },
    takeOrphans: async (holder, since) => {
      for (const row of [...intake.values()]) if (row.keptAt < since) intake.delete(row.key);
      const living = livingHolders(context);
      return [...intake.values()]
        .filter((row) => !living.has(row.takenBy))
        .sort(
          by(
            (row) => row.keptAt,
            (row) => row.key,
          ),
        )
        .map((row) => context.put('intake', row.key, { ...row, takenBy: holder }))
        .map(({ key, platform, payload }) => ({ key, platform, payload }));
    },
  };
}

export function postModel(context: ModelContext): PostRecords {
  const { posts } = context.state;
  const all = () => [...posts.values()].sort(by((row) => row.id));
  const put = (row: Row<'posts'>, set: Partial<Row<'posts'>>) =>
    context.put('posts', row.id, { ...row, ...set });
  const stale = (now: number) => all().filter((row) => row.drawn < row.wanted && row.notBefore <= now);
  const from = (row: Row<'posts'>) => ({
    ...row,
    person: row.person ?? undefined,
    channel: row.channel ?? undefined,
    organisation: row.organisation ?? undefined,
    purpose: row.purpose ?? undefined,
    takenBackAt: row.takenBackAt ?? undefined,
  });
  return {
    add: async (post) => {
      const id = context.newId('pst');
      if (all().some((row) => row.reference === kept(post.reference))) return;
      context.put('posts', id, {
        id,
        name: post.name,
        message: post.message,
        facts: post.facts,
        person: post.person ?? null,
        channel: post.channel ?? null,
        organisation: post.organisation ?? null,
        purpose: post.purpose ?? null,
        reference: post.reference,
        wanted: 0,
        drawn: 0,
        notBefore: 0,
        takenBackAt: post.takenBackAt ?? null,
      });
    },
    revise: async (name) => {
      for (const row of all()) if (row.name === kept(name)) put(row, { wanted: row.wanted + 1 });
    },
    take: async (now, most, until) =>
      stale(now)
        .sort(
          by(
            (row) => row.notBefore,
            (row) => row.id,
          ),
        )
        .slice(0, most)
        .map((row) => from(put(row, { notBefore: until }))),
    isStale: async (now) => stale(now).length > 0,
    drawn: async (id, revision) => {
      const row = posts.get(id);
      if (row && row.drawn < revision) put(row, { drawn: revision, notBefore: 0 });
    },
    takeBack: async (id) => {
      const row = posts.get(id);
      if (row) put(row, { takenBackAt: context.now });
    },
    later: async (id, notBefore) => {
      const row = posts.get(id);
      if (row) put(row, { notBefore });
    },
    remove: async (id) => void posts.delete(id),
    named: async (name) =>
      all()
        .filter((row) => row.name === kept(name))
        .map(from),
  };
}

export function settingModel(context: ModelContext): SettingRecords {
  const { settings, jobSlots } = context.state;
  return {
    get: async (name) => settings.get(name)?.value,
    set: async (name, value) => {
      context.put('settings', kept(name), { name, value });
      const sha256 = createHash('sha256').update(value).digest('hex');
      context.audit('setting.set', name, isSettingName(name) ? { value } : { sha256 });
    },
    clear: async (name) => {
      if (settings.delete(name)) context.audit('setting.clear', name);
    },
    takeSlot: async (job, slot) => {
      const key = `${job} ${slot}`;
      if (jobSlots.has(key)) return false;
      context.put('jobSlots', key, { job, slot, takenAt: context.now });
      for (const [other, row] of jobSlots) {
        const isOld = row.slot < slot && row.takenAt < context.now - 90 * day;
        if (row.job === job && isOld) jobSlots.delete(other);
      }
      return true;
    },
    lastSlot: async (job) => {
      const slots = [...jobSlots.values()].filter((row) => row.job === job).map((row) => row.slot);
      return slots.length === 0 ? undefined : Math.max(...slots);
    },
  };
}

/** Claims are cleared away a day later, by whichever claim happens to be the five-hundredth: compared for that day. */
export function claimModel(context: ModelContext): (key: string) => Promise<boolean> {
  const { claims } = context.state;
  return async (key) => {
    if (claims.has(key)) return false;
    context.put('claims', kept(key), { key, claimedAt: context.now });
    return true;
  };
}

// The model of deliveries and circulars: once for each key, in order for each addressee, counts always recounted.
import type { CircularRecords } from '#store/records/circulars.ts';
import type { DeliveryRecords } from '#store/records/deliveries.ts';
import { deliveryFrom } from '#store/records/delivery.ts';
import { livingHolders } from './model-house.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

type DeliveryRow = Row<'deliveries'>;

const dueFirst = by<DeliveryRow>(
  (row) => row.notBefore,
  (row) => row.createdAt,
  (row) => row.id,
);

const writtenFirst = by<DeliveryRow>(
  (row) => row.createdAt,
  (row) => row.id,
);

function tallyOf(rows: readonly DeliveryRow[]) {
  const tally = { pending: 0, sending: 0, sent: 0, undeliverable: 0, dropped: 0 };
  for (const { state } of rows) tally[state] += 1;
  return tally;
}

export function deliveryModel(context: ModelContext): DeliveryRecords {
  const { deliveries, circulars } = context.state;
  const all = () => [...deliveries.values()];
  const put = (row: DeliveryRow, set: Partial<DeliveryRow>) =>
    context.put('deliveries', row.id, { ...row, ...set });
  const keys = () => new Set(all().map((row) => row.key));

  function held(id: string, holder: string): DeliveryRow | undefined {
    const row = deliveries.get(id);
    return row?.state === 'sending' && row.takenBy === holder ? row : undefined;
  }

  function end(id: string, holder: string, set: Partial<DeliveryRow>): boolean {
    const row = held(id, holder);
    if (row) put(row, { ...set, changedAt: context.now });
    return row !== undefined;
  }

  function settle(id: string, action: string, set: Partial<DeliveryRow>): boolean {
    const row = deliveries.get(id);
    if (row?.state !== 'undeliverable') return false;
    put(row, { ...set, changedAt: context.now });
    context.audit(action, id, { key: row.key });
    return true;
  }

  /** Nothing is on its way to the addressee, and nothing that was written earlier is due or being tried again. */
  function isNext(row: DeliveryRow, now: number): boolean {
    const toTheSame = (other: DeliveryRow) =>
      (row.person !== null && other.person === row.person) ||
      (row.channel !== null && other.channel === row.channel);
    return !all()
      .filter(toTheSame)
      .some((other) => {
        if (other.state === 'sending') return true;
        if (other.state !== 'pending' || writtenFirst(other, row) >= 0) return false;
        const isTried = other.attempts > 0 && other.reason !== 'no account' && other.reason !== 'refused';
        return other.notBefore <= now || isTried;
      });
  }

  return {
    add: async (added) => {
      const ids = added.map(() => context.newId('dlv')).toSorted();
      const known = keys();
      let number = 0;
      added.forEach((delivery, at) => {
        const id = ids[at] ?? '';
        if (known.has(delivery.key)) return;
        known.add(kept(delivery.key));
        number += 1;
        context.put('deliveries', id, {
          id,
          key: delivery.key,
          message: delivery.message,
          facts: delivery.facts,
          person: delivery.person ?? null,
          channel: delivery.channel ?? null,
          organisation: delivery.organisation ?? null,
          purpose: delivery.purpose ?? null,
          post: delivery.post ?? null,
          circular: delivery.circular ?? null,
          lane: null,
          state: 'pending',
          takenBy: null,
          attempts: 0,
          sentTo: null,
          reference: null,
          reason: null,
          failure: null,
          notBefore: delivery.notBefore ?? context.now,
          tooLateAt: delivery.tooLateAt ?? null,
          createdAt: context.now,
          changedAt: context.now,
        });
      });
      return number;
    },
    byId: async (id) => {
      const row = deliveries.get(id);
      return row && deliveryFrom(row);
    },
    byKey: async (key) => {
      const row = all().find((one) => one.key === kept(key));
      return row && deliveryFrom(row);
    },
    known: async (asked) => new Set(asked.map(kept).filter((key) => keys().has(kept(key)))),
    has: async (key) => keys().has(kept(key)),
    take: async (now, most, holder, busy) =>
      all()
        .filter((row) => row.state === 'pending' && row.notBefore <= now)
        .filter((row) => row.lane === null || !busy.includes(row.lane))
        .filter((row) => isNext(row, now))
        .sort(dueFirst)
        .slice(0, most)
        .map((row) => put(row, { state: 'sending', takenBy: holder, attempts: row.attempts + 1 }))
        .map(deliveryFrom),
    takenBy: async (holder) =>
      all()
        .filter((row) => row.state === 'sending' && row.takenBy === holder)
        .map((row) => row.id),
    releaseOrphans: async (dueAt) => {
      const living = livingHolders(context);
      const orphans = all().filter(
        (row) => row.state === 'sending' && (row.takenBy === null || !living.has(row.takenBy)),
      );
      for (const row of orphans) put(row, { state: 'pending', takenBy: null, notBefore: dueAt });
      return orphans.length;
    },
    aim: async (id, holder, sentTo) => end(id, holder, { sentTo: sentTo ?? null }),
    sent: async (id, holder, reference) =>
      end(id, holder, { state: 'sent', takenBy: null, reference, reason: null, failure: null }),
    again: async (id, holder, notBefore, { reason, failure }) =>
      end(id, holder, { state: 'pending', takenBy: null, sentTo: null, notBefore, reason, failure }),
    doubt: async (id, holder, lookAt, failure) => {
      const row = held(id, holder);
      if (row) put(row, { state: 'pending', takenBy: null, notBefore: lookAt, failure });
      return row !== undefined;
    },
    putBack: async (id, holder, lane) =>
      end(id, holder, {
        state: 'pending',
        takenBy: null,
        lane,
        sentTo: null,
        attempts: (held(id, holder)?.attempts ?? 0) - 1,
      }),
    giveUp: async (id, holder, state, { reason, failure }) => {
      const row = held(id, holder);
      if (!row) return false;
      end(id, holder, { state, takenBy: null, reason, failure });
      if (state === 'undeliverable') {
        context.audit('delivery.undeliverable', id, { key: row.key, attempts: row.attempts });
      }
      return true;
    },
    waitForReader: async (taken, holder, until, now) => {
      const notBefore = held(taken.id, holder)?.notBefore === taken.notBefore ? until : now;
      const ending = { reason: 'no account', failure: 'no account to reach yet' } as const;
      end(taken.id, holder, { state: 'pending', takenBy: null, notBefore, ...ending });
    },
    hasten: async (person, now) => {
      for (const row of all()) {
        const waits = row.state === 'pending' || row.state === 'sending';
        const wasDue = row.attempts > 0 || row.notBefore <= now;
        if (row.person === kept(person) && waits && wasDue) put(row, { notBefore: now });
      }
    },
    list: async (states, most) =>
      all()
        .filter((row) => states.includes(row.state))
        .sort(dueFirst)
        .slice(0, most)
        .map(deliveryFrom),
    undelivered: async (most, skip) =>
      all()
        .filter((row) => row.state === 'undeliverable')
        .sort((one, other) => dueFirst(other, one))
        .slice(skip, skip + most)
        .map(deliveryFrom),
    retry: async (id) => {
      const anew = { state: 'pending', attempts: 0, sentTo: null, lane: null, tooLateAt: null } as const;
      if (!settle(id, 'delivery.retried', { ...anew, notBefore: context.now })) return false;
      // It leaves although its circular was stopped; any other circular goes on with it.
      const row = deliveries.get(id);
      const circular = circulars.get(row?.circular ?? '');
      if (row && circular?.isStopped) put(row, { circular: null });
      else if (circular) context.put('circulars', circular.id, { ...circular, isOver: false });
      return true;
    },
    setAside: async (id) => settle(id, 'delivery.setAside', { state: 'dropped', reason: 'set aside' }),
    nextDue: async () => {
      const due = all()
        .filter((row) => row.state === 'pending')
        .map((row) => row.notBefore);
      return due.length === 0 ? undefined : Math.min(...due);
    },
    countByState: async () => tallyOf(all()),
  };
}

export function circularModel(context: ModelContext): CircularRecords {
  const { circulars, deliveries } = context.state;
  const from = (row: Row<'circulars'>) => ({ ...row, startedBy: row.startedBy ?? undefined });
  const partsOf = (id: string) => [...deliveries.values()].filter((row) => row.circular === kept(id));
  const noteOver = async (id: string) => {
    const row = circulars.get(id);
    const waits = partsOf(id).some((part) => part.state === 'pending' || part.state === 'sending');
    if (row && !waits) context.put('circulars', id, { ...row, isOver: true });
  };
  return {
    begin: async (circular) => {
      const id = context.newId('cir');
      const begun = { isStopped: false, isOver: false, createdAt: context.now };
      context.put('circulars', id, { ...circular, startedBy: circular.startedBy ?? null, id, ...begun });
      return id;
    },
    byId: async (id) => {
      const row = circulars.get(id);
      return row && from(row);
    },
    list: async (most, startedBy) =>
      [...circulars.values()]
        .filter((row) => startedBy === undefined || row.startedBy === kept(startedBy))
        .sort(
          by(
            (row) => Number(row.isOver),
            (row) => -row.createdAt,
            (row) => row.id,
          ),
        )
        .slice(0, most)
        .map(from),
    running: async () =>
      [...circulars.values()]
        .filter((row) => !row.isOver)
        .sort(
          by(
            (row) => row.createdAt,
            (row) => row.id,
          ),
        )
        .map(from),
    tally: async (id) => tallyOf(partsOf(id)),
    standing: async (id) => {
      const stopped = partsOf(id).filter((row) => row.state === 'dropped' && row.reason === 'stopped');
      return {
        noAccount: partsOf(id).filter((row) => row.state === 'pending' && row.reason === 'no account').length,
        stopped: stopped.length,
        stoppedAt: stopped.length === 0 ? undefined : Math.min(...stopped.map((row) => row.changedAt)),
      };
    },
    stop: async (id) => {
      const parts = partsOf(id).filter((row) => row.state === 'pending' && row.sentTo === null);
      for (const row of parts) {
        const dropped = { state: 'dropped', reason: 'stopped', changedAt: context.now } as const;
        context.put('deliveries', row.id, { ...row, ...dropped });
      }
      const row = circulars.get(id);
      if (row) context.put('circulars', id, { ...row, isStopped: true });
      await noteOver(id);
      context.audit('circular.stopped', id, { dropped: parts.length });
      return parts.length;
    },
    noteOver,
  };
}

// Keeps one of several processes at Discord's gateway: connects under a lease, and leaves the session to whoever is next.
import { setTimeout as pause } from 'node:timers/promises';
import type { REST } from '@discordjs/rest';
import type { APIInteraction } from 'discord-api-types/v10';
import type { Lease, Leases } from '#bot/lease.ts';
import type { Log } from '#bot/log.ts';
import type { Meter } from '#bot/meter.ts';
import { type Arrival, type Gateway, openGateway, type ServerNews } from './gateway.ts';
import { fatalCloseCodes, fatalPauseMs, noteEveryMs, standByMs } from './limits.ts';
import { readNote, type Session, writeNote } from './session-note.ts';

export const gatewayLease = 'discord gateway';

export interface Holding {
  readonly token: string;
  readonly rest: REST;
  readonly leases: Leases;
  readonly application: string;
  readonly log: Log;
  readonly meter: Meter;
  /** Called by whoever holds the gateway, while it connects: what only one process should do. */
  prepare(): Promise<void>;
  /** Never rejects. */
  hearServer(news: ServerNews, sequence: number): Promise<void>;
  /** Never rejects. */
  hear(interaction: APIInteraction, how: Arrival, gateway: Gateway): Promise<void>;
}

export interface Held {
  /**
   * Resolves with `here` when this process hears people, with `elsewhere` when another one does. Rejects when this one
   * holds the gateway and could not open it; it has then given it back, and does not try again.
   */
  readonly started: Promise<'here' | 'elsewhere'>;
  /** Hears nothing from then on, finishes what it heard, and leaves the session to whoever is next. */
  stop(): Promise<void>;
}

/** How long a stop waits for answers that are under way. */
const finishMs = 10_000;
/** How long another process waits for them: what both hear has one effect, by its key. */
const handOverMs = 1_500;
/** Interactions of the last seconds, even in a storm: what this process heard it need not hear once more. */
const mostRemembered = 2_000;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

export function holdGateway(holding: Holding): Held {
  const { log, meter } = holding;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const isRepeat = rememberLast(mostRemembered);
  const started = Promise.withResolvers<'here' | 'elsewhere'>();
  started.promise.catch(() => {});
  let isStarting = true;
  let failuresInRow = 0;

  function begun(where: 'here' | 'elsewhere'): void {
    isStarting = false;
    started.resolve(where);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const lease = await acquire();
      if (!lease) continue;
      try {
        await serve(lease);
      } catch (error) {
        await lease.release().catch(logLost);
        if (isStarting) {
          started.reject(error);
          return;
        }
        meter.connection('discord', 'broken');
        log.error({ error }, "Discord's gateway could not be opened; another process may.");
        failuresInRow += 1;
        await rest(Math.min(longestRetryMs, firstRetryMs * 2 ** failuresInRow));
      }
    }
  }

  async function acquire(): Promise<Lease | undefined> {
    const timer = setTimeout(() => {
      meter.connection('discord', 'standing by');
      begun('elsewhere');
    }, standByMs);
    try {
      return await holding.leases.acquire(gatewayLease, stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) return undefined;
      log.warn({ error }, "The lease of Discord's gateway could not be asked for.");
      await rest(firstRetryMs);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves when the lease is lost or the process stops; rejects when the gateway cannot be opened. */
  async function serve(lease: Lease): Promise<void> {
    const notes = makeNotes(
      lease,
      holding.application,
      readNote(lease.inherited, holding.application, Date.now()),
    );
    const lost = Promise.withResolvers<undefined>();
    function follow(work: Promise<void>, sequence: number): void {
      notes.begin(sequence);
      underWay.add(work);
      void work.finally(() => {
        underWay.delete(work);
        notes.end(sequence);
      });
    }
    const gateway = await openGateway({
      token: holding.token,
      rest: holding.rest,
      log,
      session: notes.session(),
      onSession: notes.heard,
      onConnection: (now) => meter.connection('discord', now),
      onInteraction: (interaction, sequence, how) => {
        if (!lease.isHeld()) {
          // Frozen for longer than the lease: another process has it by now, and this one has not noticed yet.
          void gateway.close();
          lost.resolve(undefined);
          return;
        }
        if (isRepeat(interaction.id)) return;
        follow(holding.hear(interaction, how, gateway), sequence);
      },
      onServer: (news, sequence) => {
        // What a process hears that has lost the lease, the next one hears as well.
        if (lease.isHeld()) follow(holding.hearServer(news, sequence), sequence);
      },
    });
    const over = Promise.race([lost.promise, aborted(lease.ended), aborted(stopping.signal)]);
    try {
      await Promise.race([Promise.all([gateway.ready, prepare()]), over]);
      failuresInRow = 0;
      begun('here');
      const code = await Promise.race([gateway.refused, over]);
      if (code !== undefined) {
        const says = fatalCloseCodes.get(code);
        log.error(
          { code, says },
          'Discord ended the connection for good; it is tried again in some minutes.',
        );
        await Promise.race([rest(fatalPauseMs), over]);
      }
    } finally {
      await gateway.close();
    }
    if (stopping.signal.aborted) await within(Promise.all(underWay), handOverMs);
    notes.close();
    if (lease.ended.aborted || !lease.isHeld())
      log.warn({}, "Discord's gateway is another process's by now; this one stands by.");
    await lease.release().catch(logLost);
  }

  /** People who can be heard are heard, even if this fails; at the start it is told to whoever starts. */
  async function prepare(): Promise<void> {
    try {
      await holding.prepare();
    } catch (error) {
      if (isStarting) throw error;
      log.warn({ error }, "Discord's commands could not be brought up to date.");
    }
  }

  /** A stop cuts it short. */
  async function rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: stopping.signal }).catch(() => {});
  }

  function logLost(error: unknown): void {
    log.warn({ error }, "The lease of Discord's gateway could not be given back; it ends by itself.");
  }

  const running = run();
  return {
    started: started.promise,
    stop: async () => {
      stopping.abort();
      begun('elsewhere');
      await running;
      await within(Promise.all(underWay), finishMs);
    },
  };
}

/** Whether an id is among the last so many that were asked for. */
function rememberLast(most: number): (id: string) => boolean {
  const ids = new Set<string>();
  return (id) => {
    if (ids.has(id)) return true;
    ids.add(id);
    const [oldest] = ids;
    if (ids.size > most && oldest !== undefined) ids.delete(oldest);
    return false;
  };
}

/** Resolves when the work is done, or after so long. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  const done = new AbortController();
  await Promise.race([work, pause(ms, undefined, { signal: done.signal }).catch(() => {})]);
  done.abort();
}

/**
 * The session as whoever is next should go on with it: from before the oldest event that is still being answered.
 * A new session is noted at once, a sequence at most once a second.
 */
function makeNotes(lease: Lease, application: string, inherited: Session | undefined) {
  let session = inherited;
  let timer: NodeJS.Timeout | undefined;
  const open = new Set<number>();

  function note(): void {
    clearTimeout(timer);
    timer = undefined;
    const [oldest] = [...open].sort((a, b) => a - b);
    const sequence = oldest === undefined ? session?.sequence : oldest - 1;
    const left = session && sequence !== undefined ? { ...session, sequence } : undefined;
    lease.leaveNote(writeNote(left, application, Date.now()));
  }

  function noteSoon(): void {
    timer ??= setTimeout(note, noteEveryMs).unref();
  }

  return {
    session: () => session,
    heard: (now: Session | undefined): void => {
      const isAnother = now?.id !== session?.id || now?.resumeUrl !== session?.resumeUrl;
      session = now;
      if (isAnother) {
        // What is being answered came in a session that nobody can resume.
        open.clear();
        note();
      } else noteSoon();
    },
    begin: (sequence: number): void => {
      open.add(sequence);
    },
    end: (sequence: number): void => {
      if (open.delete(sequence)) noteSoon();
    },
    close: note,
  };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

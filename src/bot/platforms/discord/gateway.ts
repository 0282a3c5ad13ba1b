// One connection to Discord's gateway: begins with RESUME or IDENTIFY, hands over what happens, and can be left resumable.
import type { REST } from '@discordjs/rest';
import type { APIInteraction, GatewayGuildCreateDispatchData } from 'discord-api-types/v10';
import type { Log } from '#bot/log.ts';
import { fatalCloseCodes, resumableCloseCode } from './limits.ts';
import type { Session } from './session-note.ts';

/**
 * `live`: it happened just now · `late`: it waited for this connection to be there again · `inherited`: it was sent
 * before to whoever had the session, who may have answered it.
 */
export type Arrival = 'live' | 'late' | 'inherited';

export interface GatewayOptions {
  readonly token: string;
  readonly rest: REST;
  readonly log: Log;
  /** To go on with; undefined begins a new one. */
  readonly session: Session | undefined;
  /** Called whenever the session changes, or ends (undefined); its sequence is that of the event just heard. */
  onSession(session: Session | undefined): void;
  /** People are heard, or not any more; the library connects again by itself. */
  onConnection(now: 'connected' | 'broken'): void;
  onInteraction(interaction: APIInteraction, sequence: number, how: Arrival): void;
  /** The bot is where it was not, or no longer where it was. */
  onServer(news: ServerNews, sequence: number): void;
}

/**
 * `held`: at the begin of a session, every server that the bot is in · `joined`: one that was not among them. What is
 * only out of order for a while (`unavailable`) is no news.
 */
export type ServerNews =
  | { readonly held: readonly string[] }
  | { readonly joined: GatewayGuildCreateDispatchData; readonly session: string }
  | { readonly left: string; readonly session: string };

export interface Gateway {
  /** Resolves when people are heard. Rejects when Discord cannot be reached or takes no such client. */
  readonly ready: Promise<void>;
  /** Resolves with Discord's close code when it wants this client no more; never otherwise. */
  readonly refused: Promise<number>;
  /** What the gateway told of a server. */
  nameOf(guild: string): string | undefined;
  /** Closes at once, and hears nothing from then on; another connection may go on with the session. */
  close(): Promise<void>;
}

/** How long a goodbye is waited for. */
const goodbyeMs = 1_000;
/** Discord answers HELLO at once; one that says nothing is tried anew. */
const handshakeMs = 8_000;
/** A resume address that cannot be reached so often in a row is given up, with its session. */
const mostFailures = 5;

export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const [{ WebSocketManager, WebSocketShardEvents }, { GatewayDispatchEvents, GatewayIntentBits }] =
    await Promise.all([import('@discordjs/ws'), import('discord-api-types/v10')]);
  const { log } = options;
  const names = new Map<string, string>();
  /** Servers that the bot is in already: their GUILD_CREATE only fills in what they are like. */
  const expected = new Set<string>();
  let session = options.session;
  let arrival: Arrival = 'live';
  let isOwn = options.session === undefined;
  let isClosed = false;
  let failures = 0;

  const manager = new WebSocketManager({
    token: options.token,
    intents: GatewayIntentBits.Guilds,
    rest: options.rest,
    shardCount: 1,
    handshakeTimeout: handshakeMs,
    helloTimeout: handshakeMs,
    retrieveSessionInfo: () => {
      // The library may be about to connect once more; it is held here, since it cannot be called back.
      if (isClosed) return new Promise(() => {});
      if (!session) return null;
      const { id: sessionId, resumeUrl: resumeURL, sequence } = session;
      return { sessionId, resumeURL, sequence, shardId: 0, shardCount: 1 };
    },
    updateSessionInfo: (_, info) => {
      // Closing would throw the session away, which is left for another.
      if (isClosed) return;
      session = info ? { id: info.sessionId, resumeUrl: info.resumeURL, sequence: info.sequence } : undefined;
      options.onSession(session);
    },
  });

  const refused = new Promise<number>((resolve) => {
    manager.on(WebSocketShardEvents.Closed, ({ code }) => {
      failures += 1;
      if (!isClosed) options.onConnection('broken');
      if (failures >= mostFailures && session) {
        session = undefined;
        options.onSession(undefined);
      }
      if (fatalCloseCodes.has(code)) resolve(code);
    });
  });
  const closed = Promise.withResolvers<never>();
  closed.promise.catch(() => {});
  // An error event that nobody hears would end the process.
  manager.on(WebSocketShardEvents.Error, ({ error }) => {
    log.error({ error }, 'The connection to Discord broke.');
  });
  manager.on(WebSocketShardEvents.Hello, () => {
    if (session) arrival = isOwn ? 'late' : 'inherited';
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    if (isClosed) return;
    switch (data.t) {
      // The library's own events of these overtake what is replayed before them.
      case GatewayDispatchEvents.Resumed:
        log.info({}, "The gateway's session was taken up where it stopped.");
        arrival = 'live';
        isOwn = true;
        failures = 0;
        options.onConnection('connected');
        break;
      case GatewayDispatchEvents.Ready:
        arrival = 'live';
        isOwn = true;
        failures = 0;
        options.onConnection('connected');
        for (const { id } of data.d.guilds) expected.add(id);
        options.onServer({ held: data.d.guilds.map(({ id }) => id) }, data.s);
        break;
      case GatewayDispatchEvents.InteractionCreate:
        options.onInteraction(data.d, data.s, arrival);
        break;
      case GatewayDispatchEvents.GuildCreate:
        names.set(data.d.id, data.d.name);
        if (data.d.unavailable !== true && !expected.has(data.d.id))
          options.onServer({ joined: data.d, session: session?.id ?? '' }, data.s);
        expected.add(data.d.id);
        break;
      case GatewayDispatchEvents.GuildUpdate:
        names.set(data.d.id, data.d.name);
        break;
      case GatewayDispatchEvents.GuildDelete:
        if (data.d.unavailable === true) break;
        names.delete(data.d.id);
        expected.delete(data.d.id);
        options.onServer({ left: data.d.id, session: session?.id ?? '' }, data.s);
        break;
    }
  });

  const ready = Promise.race([
    manager.connect(),
    closed.promise,
    refused.then((code) => {
      throw new Error(`the gateway closed with ${code}: ${fatalCloseCodes.get(code)}`);
    }),
  ]);
  ready.catch(() => {});

  return {
    ready,
    refused,
    nameOf: (guild) => names.get(guild),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      closed.reject(new Error('the connection was closed'));
      let timer: NodeJS.Timeout | undefined;
      const isLate = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, goodbyeMs);
      });
      // 1000, which the library would send, ends a session.
      await Promise.race([manager.destroy({ code: resumableCloseCode }), isLate]);
      clearTimeout(timer);
    },
  };
}

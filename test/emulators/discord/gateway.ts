// Discord's gateway over a real WebSocket: sessions, heartbeats, resuming, and the ways in which it breaks.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { intents } from './channels.ts';
import { joinedGuilds } from './directory.ts';
import {
  type Connection,
  closeCodes,
  type GatewaySession,
  type GatewaySettings,
  knownIntents,
  mostKept,
  mostPayloadBytes,
  opcodes,
  privilegedIntents,
  sendsPerMinute,
} from './gateway-protocol.ts';
import { isObject, type Json, type JsonObject, numberIn, objectIn, parseJson, textIn } from './json.ts';
import { guildCreatePayload, memberPayload, selfPayload } from './payloads.ts';
import type { World } from './state.ts';

export class Gateway {
  readonly sessions: GatewaySession[] = [];
  /** What clients sent, by opcode: `received(6)` counts RESUMEs. */
  readonly #received = new Map<number, number>();
  /** Close codes that the gateway sent to clients, in order. */
  readonly closed: number[] = [];
  /** Switch off to play a zombie connection: heartbeats are no longer acknowledged. */
  acknowledgesHeartbeats = true;
  /** Switch off to refuse every RESUME with op 9. */
  acceptsResume = true;
  readonly #world: World;
  readonly #settings: GatewaySettings;
  readonly #server = new WebSocketServer({ noServer: true });

  constructor(world: World, settings: GatewaySettings) {
    this.#world = world;
    this.#settings = settings;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (client) => this.#connected(client, request));
  }

  received(opcode: number): number {
    return this.#received.get(opcode) ?? 0;
  }

  get connected(): GatewaySession[] {
    return this.sessions.filter((session) => session.socket !== undefined);
  }

  /** Sends an event to every living session whose intents ask for it; one that is away gets it on RESUME. */
  dispatch(type: string, data: Json, needed = 0): void {
    for (const session of this.sessions) {
      if (!session.alive || (needed !== 0 && (session.intents & needed) === 0)) continue;
      this.#send(session, type, data);
    }
  }

  /** Cuts every connection without a word, as a network does. Sessions can be resumed. */
  drop(): void {
    for (const session of this.connected) session.socket?.terminate();
  }

  /** Op 7: asks every client to reconnect and resume. */
  askToReconnect(): void {
    for (const session of this.connected)
      session.socket?.send(JSON.stringify({ op: opcodes.reconnect, d: null }));
  }

  /** Op 9: declares every session invalid; with `resumable` false the clients must identify anew. */
  invalidate(resumable = false): void {
    for (const session of this.connected) {
      if (!resumable) session.alive = false;
      session.socket?.send(JSON.stringify({ op: opcodes.invalid, d: resumable }));
    }
  }

  /** Closes every connection with a code; 4004, 4010–4014 must end the client for good. */
  closeAll(code: number): void {
    for (const session of this.connected) this.#close(session.socket, code);
  }

  stop(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #connected(client: WebSocket, request: IncomingMessage): void {
    const query = new URL(request.url ?? '/', this.#world.origin).searchParams;
    const connection: Connection = { client, session: undefined, sends: [] };
    client.on('error', () => client.terminate());
    client.on('close', (code) => this.#left(connection, code));
    if (query.get('v') !== '10') {
      this.#close(client, closeCodes.invalidApiVersion);
      return;
    }
    if (query.get('encoding') !== 'json' || query.has('compress')) {
      this.#close(client, closeCodes.decodeError);
      return;
    }
    client.on('message', (data) => {
      const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(new Uint8Array(data));
      const code = this.#receive(connection, bytes);
      if (code !== undefined) this.#close(client, code);
      this.#world.changed();
    });
    const hello = { heartbeat_interval: this.#settings.heartbeatIntervalMs };
    client.send(JSON.stringify({ op: opcodes.hello, s: null, t: null, d: hello }));
  }

  #left(connection: Connection, code: number): void {
    const session = connection.session;
    if (session?.socket !== connection.client) return;
    session.socket = undefined;
    // events/gateway, Disconnecting: a client's 1000 or 1001 ends the session.
    if (code === 1000 || code === 1001) session.alive = false;
    this.#world.changed();
  }

  /** The code to close with, when the client did what it must not. */
  #receive(connection: Connection, bytes: Buffer): number | undefined {
    const now = Date.now();
    connection.sends = [...connection.sends.filter((at) => now - at < 60_000), now];
    if (connection.sends.length > sendsPerMinute) return closeCodes.rateLimited;
    if (bytes.length > mostPayloadBytes) return closeCodes.decodeError;
    const payload = payloadIn(bytes.toString('utf8'));
    const op = numberIn(payload?.op);
    if (payload === undefined || op === undefined) return closeCodes.decodeError;
    this.#received.set(op, this.received(op) + 1);
    const data = objectIn(payload.d);
    switch (op) {
      case opcodes.heartbeat:
        if (this.acknowledgesHeartbeats) connection.client.send(JSON.stringify({ op: opcodes.ack }));
        return undefined;
      case opcodes.identify:
        return connection.session?.alive !== true
          ? this.#identify(connection, data)
          : closeCodes.alreadyAuthenticated;
      case opcodes.resume:
        return connection.session?.alive !== true
          ? this.#resume(connection, data)
          : closeCodes.alreadyAuthenticated;
      case opcodes.presence:
      case opcodes.voice:
      case opcodes.members:
        if (connection.session?.alive !== true) return closeCodes.notAuthenticated;
        if (op === opcodes.members) this.#sendMembers(connection.session, data);
        return undefined;
      default:
        return closeCodes.unknownOpcode;
    }
  }

  #identify(connection: Connection, data: JsonObject): number | undefined {
    const wanted = numberIn(data.intents);
    const shard = Array.isArray(data.shard) ? data.shard : [0, 1];
    if (textIn(data.token) !== this.#world.token) return closeCodes.authenticationFailed;
    if (!isObject(data.properties)) return closeCodes.decodeError;
    if (shard.length !== 2 || Number(shard[0]) >= Number(shard[1])) return closeCodes.invalidShard;
    if (wanted === undefined || wanted < 0 || (wanted & ~knownIntents) !== 0)
      return closeCodes.invalidIntents;
    if ((wanted & privilegedIntents & ~this.#settings.allowedPrivilegedIntents) !== 0) {
      return closeCodes.disallowedIntents;
    }
    const session: GatewaySession = {
      id: randomUUID(),
      intents: wanted,
      events: [],
      seq: 0,
      socket: connection.client,
      alive: true,
    };
    connection.session = session;
    this.sessions.push(session);
    this.#world.sessionStarts += 1;
    this.#welcome(session, shard);
    return undefined;
  }

  #welcome(session: GatewaySession, shard: Json): void {
    const world = this.#world;
    const guilds = joinedGuilds(world);
    this.#send(session, 'READY', {
      v: 10,
      user: selfPayload(world),
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: `${world.origin.replace('http', 'ws')}/gateway/`,
      shard,
      application: { id: world.applicationId, flags: 0 },
      private_channels: [],
      presences: [],
      relationships: [],
      geo_ordered_rtc_regions: [],
      user_settings: {},
      _trace: ['emulator'],
    });
    if ((session.intents & intents.guilds) === 0) return;
    for (const guild of guilds) this.#send(session, 'GUILD_CREATE', guildCreatePayload(world, guild));
  }

  #resume(connection: Connection, data: JsonObject): number | undefined {
    const { client } = connection;
    if (textIn(data.token) !== this.#world.token) return closeCodes.authenticationFailed;
    const session = this.sessions.find((candidate) => candidate.id === data.session_id);
    const seq = numberIn(data.seq) ?? 0;
    const oldest = (session?.events[0]?.s ?? 1) - 1;
    if (session === undefined || !session.alive || !this.acceptsResume || seq < oldest) {
      client.send(JSON.stringify({ op: opcodes.invalid, d: false }));
      return undefined;
    }
    if (seq > session.seq) return closeCodes.invalidSeq;
    session.socket?.terminate();
    session.socket = client;
    connection.session = session;
    for (const event of session.events.filter((candidate) => candidate.s > seq)) {
      client.send(JSON.stringify({ op: opcodes.dispatch, ...event }));
      if (event.t === 'INTERACTION_CREATE') this.#world.replayed.add(textIn(objectIn(event.d).id) ?? '');
    }
    this.#send(session, 'RESUMED', { _trace: ['emulator'] });
    return undefined;
  }

  #send(session: GatewaySession, type: string, data: Json): void {
    session.seq += 1;
    const event = { s: session.seq, t: type, d: data };
    session.events.push(event);
    if (session.events.length > mostKept) session.events.shift();
    session.socket?.send(JSON.stringify({ op: opcodes.dispatch, ...event }));
  }

  #sendMembers(session: GatewaySession, data: JsonObject): void {
    const guild = this.#world.guilds.get(textIn(data.guild_id) ?? '');
    if (guild === undefined) return;
    const ids = Array.isArray(data.user_ids) ? data.user_ids : [data.user_ids];
    const isPrivileged = (session.intents & intents.guildMembers) !== 0;
    const members = [...guild.members.values()].filter(
      (member) => ids.includes(member.user.id) || isPrivileged,
    );
    this.#send(session, 'GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: members.map(memberPayload),
      chunk_index: 0,
      chunk_count: 1,
      ...(data.nonce === undefined ? {} : { nonce: data.nonce }),
    });
  }

  #close(client: WebSocket | undefined, code: number): void {
    this.closed.push(code);
    client?.close(code);
  }
}

function payloadIn(source: string): JsonObject | undefined {
  try {
    const payload = parseJson(source);
    return isObject(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

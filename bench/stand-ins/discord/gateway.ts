// Discord's gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME with what was missed, and events to every session.
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { closeCodes, opcodes } from '../../../test/emulators/discord/gateway-protocol.ts';
import { isFields, parsed } from '../door.ts';
import { type DiscordSettings, discordToken, type GatewayEvent, ids } from './discord.ts';

export interface Gateway {
  connected(): number;
  dispatch(type: string, data: object): void;
  readonly log: readonly GatewayEvent[];
}

interface Session {
  readonly id: string;
  /** Sequence numbers go up by one: the event with number `s` stands at `s - 1 - dropped`. */
  readonly events: string[];
  dropped: number;
  socket: WebSocket | undefined;
  alive: boolean;
}

/** So many events are kept for a session that is away. */
const mostKept = 20_000;

export function makeGateway(server: Server, origin: () => string, { heartbeatMs }: DiscordSettings): Gateway {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const sessions: Session[] = [];
  const log: GatewayEvent[] = [];

  function note(what: GatewayEvent['what']): void {
    log.push({ what, at: Date.now() });
  }

  function send(session: Session, type: string, data: string): void {
    const number = session.dropped + session.events.length + 1;
    const event = `{"op":0,"s":${number},"t":"${type}","d":${data}}`;
    session.events.push(event);
    if (session.events.length > mostKept) session.dropped += session.events.splice(0, mostKept / 2).length;
    session.socket?.send(event);
  }

  function identify(socket: WebSocket, token: unknown): Session | undefined {
    if (token !== discordToken) {
      socket.close(closeCodes.authenticationFailed);
      return undefined;
    }
    const session: Session = { id: crypto.randomUUID(), events: [], dropped: 0, socket, alive: true };
    sessions.push(session);
    note('identified');
    send(session, 'READY', JSON.stringify(readyData(session.id, origin())));
    send(session, 'GUILD_CREATE', guildCreated);
    return session;
  }

  function resume(socket: WebSocket, data: Readonly<Record<string, unknown>>): Session | undefined {
    const session = sessions.find((one) => one.id === data.session_id && one.alive);
    const seen = Number(data.seq);
    if (!session || seen < session.dropped) {
      socket.send(JSON.stringify({ op: opcodes.invalid, d: false }));
      return undefined;
    }
    session.socket?.terminate();
    session.socket = socket;
    note('resumed');
    for (const event of session.events.slice(seen - session.dropped)) socket.send(event);
    send(session, 'RESUMED', '{}');
    return session;
  }

  sockets.on('connection', (socket) => {
    let session: Session | undefined;
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      note('closed');
      if (session?.socket !== socket) return;
      session.socket = undefined;
      // developers/events/gateway: these two end the session, any other can be resumed.
      if (code === 1000 || code === 1001) session.alive = false;
    });
    socket.on('message', (bytes) => {
      const { op, d } = parsed(bytes.toString());
      const data = isFields(d) ? d : {};
      if (op === opcodes.heartbeat) socket.send(`{"op":${opcodes.ack}}`);
      else if (op === opcodes.identify) session = identify(socket, data.token);
      else if (op === opcodes.resume) session = resume(socket, data);
    });
    socket.send(JSON.stringify({ op: opcodes.hello, d: { heartbeat_interval: heartbeatMs } }));
  });

  return {
    connected: () => sessions.filter((one) => one.socket !== undefined).length,
    dispatch(type, data) {
      const text = JSON.stringify(data);
      for (const session of sessions) if (session.alive) send(session, type, text);
    },
    log,
  };
}

function readyData(session: string, origin: string): object {
  return {
    v: 10,
    user: { id: ids.application, username: 'attache', discriminator: '4242', bot: true, flags: 0 },
    guilds: [{ id: ids.guild, unavailable: true }],
    session_id: session,
    session_type: 'normal',
    resume_gateway_url: `${origin.replace('http', 'ws')}/gateway/`,
    shard: [0, 1],
    application: { id: ids.application, flags: 0 },
    private_channels: [],
  };
}

const guildCreated = JSON.stringify({
  id: ids.guild,
  name: 'Bench',
  owner_id: ids.owner,
  preferred_locale: 'en-US',
  joined_at: '2026-01-01T00:00:00.000Z',
  member_count: 1000,
  system_channel_flags: 0,
  large: false,
  unavailable: false,
  roles: [{ id: ids.guild, name: '@everyone', permissions: '0', position: 0, color: 0, flags: 0 }],
  channels: [
    { id: ids.channel, type: 0, guild_id: ids.guild, name: 'bench', position: 0, permission_overwrites: [] },
  ],
  members: [],
  threads: [],
  voice_states: [],
  presences: [],
  emojis: [],
  stickers: [],
  features: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
});

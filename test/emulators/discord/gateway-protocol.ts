// The numbers of Discord's gateway: opcodes, close codes, intents, and what a session is.
import type { WebSocket } from 'ws';
import { intents } from './channels.ts';
import type { Json } from './json.ts';

export const closeCodes = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSeq: 4007,
  rateLimited: 4008,
  sessionTimedOut: 4009,
  invalidShard: 4010,
  invalidApiVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

export const opcodes = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalid: 9,
  hello: 10,
  ack: 11,
};

export const knownIntents = 0b11_0011_0001_1111_1111_1111_1111;
/** GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT. */
export const privilegedIntents = intents.guildMembers | (1 << 8) | intents.messageContent;
export const mostPayloadBytes = 4096;
export const sendsPerMinute = 120;
/** Events that are kept for a session that is away; a longer absence ends in op 9. */
export const mostKept = 2000;

type GatewayEvent = { s: number; t: string; d: Json };

export type GatewaySession = {
  readonly id: string;
  readonly intents: number;
  readonly events: GatewayEvent[];
  seq: number;
  socket: WebSocket | undefined;
  /** False once the client said goodbye with 1000 or 1001, or the session was declared invalid. */
  alive: boolean;
};

export type Connection = { readonly client: WebSocket; session: GatewaySession | undefined; sends: number[] };

export type GatewaySettings = {
  readonly heartbeatIntervalMs: number;
  readonly allowedPrivilegedIntents: number;
};

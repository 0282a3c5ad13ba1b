// The stand-in of Discord as a benchmark sees it: what can be set, what can be asked, and how it is started.
import { type StandIn, startStandIn } from '../control.ts';
import type { Load, LoadResult } from '../crowd.ts';
import type { Tally } from '../ledger.ts';

export interface DiscordSettings {
  /** Requests a second over all routes but those of interactions (developers/topics/rate-limits: 50). */
  readonly requestsPerSecond: number;
  /** So many at once from a bot that was silent: the documented second's worth, and a tenth for the way here. */
  readonly requestBurst: number;
  /** Milliseconds until a request is answered. */
  readonly latencyMs: number;
  /** For how long a nonce is known: "the past few minutes" (developers/resources/message). */
  readonly nonceMs: number;
  readonly heartbeatMs: number;
}

export const discordDefaults: DiscordSettings = {
  requestsPerSecond: 50,
  requestBurst: 55,
  latencyMs: 20,
  nonceMs: 180_000,
  heartbeatMs: 41_250,
};

export const ids = {
  application: '200000000000000001',
  guild: '400000000000000001',
  channel: '500000000000000001',
  owner: '300000000000000001',
} as const;

/** A token begins with the id of the bot's user, which is the application's. */
export const discordToken = `${Buffer.from(ids.application).toString('base64url')}.bench.token`;

/** The people of a load, from 1. */
export function userId(number: number): string {
  return `3${String(number).padStart(17, '0')}`;
}

export interface Used {
  readonly root: string;
  readonly subcommand: string;
  readonly options?: Readonly<Record<string, string>>;
}

export interface DiscordLoad extends Load {
  readonly commands: readonly Used[];
  readonly people: number;
  readonly crowd?: string;
  readonly keepTimes?: boolean;
}

export interface GatewayEvent {
  readonly what: 'identified' | 'resumed' | 'closed';
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface DiscordVerbs {
  /** `http://127.0.0.1:1234/api` */
  apiUrl(given: null): string;
  /** Sessions that are connected now. */
  connections(given: null): number;
  gatewayLog(given: null): readonly GatewayEvent[];
  load(given: DiscordLoad): Promise<LoadResult>;
  tally(given: null): Tally;
  timeline(given: { readonly stepMs: number }): readonly number[];
  forget(given: null): null;
  setLatency(given: { readonly ms: number }): null;
}

export type DiscordStandIn = StandIn<DiscordVerbs>;

export function startDiscord(settings: Partial<DiscordSettings> = {}): Promise<DiscordStandIn> {
  return startStandIn<DiscordVerbs>(new URL('./run.ts', import.meta.url), settings);
}

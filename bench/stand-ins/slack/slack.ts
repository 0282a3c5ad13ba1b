// The stand-in of Slack as a benchmark sees it: what can be set, what can be asked, and how it is started.

import { type StandIn, startStandIn } from '../control.ts';
import type { Load, LoadResult } from '../crowd.ts';
import type { Tally } from '../ledger.ts';

export interface SlackSettings {
  readonly signingSecret: string;
  /** chat.postMessage in the workspace: "several hundred a minute"; 525 is what a vendor publishes. */
  readonly postsPerMinute: number;
  /** So many beyond the rate at once, from an app that was silent. */
  readonly postBurst: number;
  /** In one channel: one a second, and "short bursts". */
  readonly channelBurst: number;
  /** Milliseconds until a call of the Web API is answered. */
  readonly latencyMs: number;
  /** Whether the tiers of the methods are enforced (50 a minute and the like). */
  readonly tiers: boolean;
}

export const slackDefaults: SlackSettings = {
  signingSecret: 'a-secret-of-the-bench',
  postsPerMinute: 525,
  postBurst: 60,
  channelBurst: 5,
  latencyMs: 20,
  tiers: true,
};

export interface Typed {
  /** With its stroke: `/exchange`. */
  readonly command: string;
  readonly text: string;
}

export interface SlackLoad extends Load {
  /** Signed requests to this port of the machine; left out: Socket Mode, over any one of the open connections. */
  readonly port?: number;
  /** Typed in turn; a kind that stands here twice is typed twice as often. */
  readonly commands: readonly Typed[];
  /** By this many people in turn, `U1` onwards. */
  readonly people: number;
  /** Loads of different crowds run beside each other. */
  readonly crowd?: string;
  readonly keepTimes?: boolean;
}

export interface SlackVerbs {
  /** `http://127.0.0.1:1234/api/` */
  apiUrl(given: null): string;
  /** Open Socket Mode connections. */
  connections(given: null): number;
  load(given: SlackLoad): Promise<LoadResult>;
  tally(given: null): Tally;
  timeline(given: { readonly stepMs: number }): readonly number[];
  /** Begins to count anew; what stands in conversations stays. */
  forget(given: null): null;
  setLatency(given: { readonly ms: number }): null;
}

export type SlackStandIn = StandIn<SlackVerbs>;

export function startSlack(settings: Partial<SlackSettings> = {}): Promise<SlackStandIn> {
  return startStandIn<SlackVerbs>(new URL('./run.ts', import.meta.url), settings);
}

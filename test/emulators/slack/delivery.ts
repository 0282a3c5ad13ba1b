// A request from Slack to the app, and what became of it; the same over HTTP and Socket Mode.
import type { Fields } from './json.ts';

type RequestKind = 'slash_commands' | 'interactive' | 'events_api';

/** Something Slack has to tell the app. Sending the same one twice is a replay. */
export interface OutboundRequest {
  /** The envelope's id in Socket Mode. */
  readonly envelopeId: string;
  readonly kind: RequestKind;
  readonly payload: Fields;
  readonly acceptsResponsePayload: boolean;
  /** Only for events that are delivered again. */
  readonly retry?: { readonly num: number; readonly reason: string };
}

export interface Delivery {
  readonly request: OutboundRequest;
  readonly transport: 'http' | 'socket';
  /**
   * `acknowledged` in time; `late` when three seconds passed (a violation); `refused` with another status than
   * 200; `undelivered` when nobody listened or the connection broke.
   */
  readonly outcome: 'acknowledged' | 'late' | 'refused' | 'undelivered';
  /** The HTTP status, if there was one. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** What came with the acknowledgement: parsed JSON, text, or undefined. */
  readonly body: unknown;
  readonly afterMs: number;
}

/** How a request over HTTP is signed; only `valid` is how Slack does it. */
export type Signing = 'valid' | 'tampered' | 'stale' | 'unsigned' | 'wrong-secret';

export interface SendOptions {
  readonly signing?: Signing;
}

export interface Transport {
  deliver(request: OutboundRequest, options?: SendOptions): Promise<Delivery>;
}

// The shape of a route: what it matches, what it needs, what it answers.
import type { Json } from './json.ts';
import type { ReceivedRequest } from './request.ts';
import type { Message, World } from './state.ts';

export type Reply = {
  readonly status: number;
  readonly body?: Json;
  /** The message that was created, for the log of what was accepted. */
  readonly created?: Message;
};

export type Call = {
  readonly world: World;
  readonly request: ReceivedRequest;
  readonly params: Readonly<Record<string, string>>;
  /** Sends a gateway event to every session whose intents ask for it. */
  readonly dispatch: (event: string, data: Json, intents?: number) => void;
};

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As Discord's description writes it: `/channels/{channel_id}/messages`. */
  readonly path: string;
  /** Interaction callbacks and webhooks carry their right in the address instead. */
  readonly open?: true;
  /** Interaction endpoints do not count against the global limit (topics/rate-limits). */
  readonly exempt?: true;
  readonly run: (call: Call) => Reply;
};

export function noContent(): Reply {
  return { status: 204 };
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

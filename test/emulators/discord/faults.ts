// Bad luck on order: the next requests that match are answered with an error, slowly, twice over or not at all.
import type { ReceivedRequest } from './request.ts';

export type FaultKind =
  /** 429 with `retry_after` in body and header; nothing is accepted. */
  | { readonly kind: 'rateLimited'; readonly retryAfterMs: number; readonly global?: boolean }
  /** An HTTP status (500, 502, 503 …), or any refusal with Discord's code; nothing is accepted. */
  | { readonly kind: 'status'; readonly status: number; readonly code?: number; readonly message?: string }
  /** No answer, ever; nothing is accepted. The connection stays open. */
  | { readonly kind: 'hang' }
  /** The connection is cut before anything is read; nothing is accepted. */
  | { readonly kind: 'close' }
  /** The request is carried out, and then answered with a 500. */
  | { readonly kind: 'acceptThenFail' }
  /** The request is carried out, and then the connection is cut. */
  | { readonly kind: 'acceptThenClose' }
  /** The request is carried out, and never answered. */
  | { readonly kind: 'acceptThenHang' }
  /** Carried out and answered after so many real milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number };

export type FaultMatch = {
  readonly method?: string;
  /** A route (`/channels/{channel_id}/messages`) or a pattern on the path without version (`/channels/1/messages`). */
  readonly path?: string | RegExp;
};

type Planned = { readonly match: FaultMatch; readonly fault: FaultKind; left: number };

export class Faults {
  readonly #planned: Planned[] = [];

  /** Plans a fault for the next `times` matching requests (one by default). */
  next(match: FaultMatch, fault: FaultKind, times = 1): void {
    this.#planned.push({ match, fault, left: times });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** How many planned faults have not met a request yet. */
  get pending(): number {
    return this.#planned.reduce((sum, planned) => sum + planned.left, 0);
  }

  take(request: Pick<ReceivedRequest, 'method' | 'path'>, route: string | undefined): FaultKind | undefined {
    const planned = this.#planned.find((one) => one.left > 0 && matches(one.match, request, route));
    if (planned === undefined) return undefined;
    planned.left -= 1;
    return planned.fault;
  }
}

function matches(
  match: FaultMatch,
  request: Pick<ReceivedRequest, 'method' | 'path'>,
  route: string | undefined,
): boolean {
  if (match.method !== undefined && match.method !== request.method) return false;
  if (match.path === undefined) return true;
  return typeof match.path === 'string'
    ? match.path === route || match.path === request.path
    : match.path.test(request.path);
}

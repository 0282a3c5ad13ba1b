// The faults of a platform on a bad day, as a benchmark sets and counts them.
import { type StandIn, startStandIn } from '../stand-ins/control.ts';

export type FaultKind =
  /** Accepted; the connection breaks before the answer. */
  | 'lost answer'
  /** Accepted, and answered with an internal error. */
  | '500 after'
  /** Not accepted. */
  | '500 before'
  /** Accepted, and never answered. */
  | 'hang after'
  | 'hang before'
  /** Several posts in a row are answered with 429. */
  | 'storm';

export interface FaultSettings {
  /** Address of the API behind it. */
  readonly target: string;
  /** Share of the posts that meet a fault, 0 to 1. */
  readonly share: number;
}

export const faultDefaults: FaultSettings = { target: 'http://127.0.0.1:9/', share: 0 };

export interface FaultVerbs {
  apiUrl(given: null): string;
  faults(given: null): Readonly<Record<string, number>>;
  /** The last parts of the response addresses at which words have arrived. */
  answered(given: null): readonly string[];
  setShare(given: { readonly share: number }): null;
}

export type FaultProxy = StandIn<FaultVerbs>;

export function startFaultProxy(settings: FaultSettings): Promise<FaultProxy> {
  return startStandIn<FaultVerbs>(new URL('./fault-proxy.ts', import.meta.url), settings);
}

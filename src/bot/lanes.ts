// Lanes: what travels to one workspace or server network shares its limits; a full or failing one holds up no other.
import { platformOf } from '#exchange/people.ts';

/** `slack:T1` for a workspace of Slack; Discord's and the practice room's limits are the bot's as a whole. */
export type Lane = string;

export function laneOf(target: string): Lane {
  const platform = platformOf(target as `practice:${string}`);
  return platform === 'slack' ? target.split(':', 2).join(':') : platform;
}

export interface Lanes {
  /** Takes a place in a lane; false when it is full or rests. */
  enter(lane: Lane): boolean;
  leave(lane: Lane): void;
  /** Those in which nothing more may travel now. */
  busy(): readonly Lane[];
  /** How an attempt ended: after several refusals in a row a lane rests, so that nobody is stormed. */
  refused(lane: Lane, retryAfter: number | undefined): void;
  accepted(lane: Lane): void;
}

const places = 64;
/** A full lane takes more only once it is as empty as this, so that they are taken together. */
const takesMoreAt = 44;
const refusalsInARow = 3;
const firstRest = 1_000;
const longestRest = 60_000;

interface State {
  inside: number;
  isFull: boolean;
  refusals: number;
  restsUntil: number;
}

export function makeLanes(now: () => number): Lanes {
  const lanes = new Map<Lane, State>();

  function stateOf(lane: Lane): State {
    const known = lanes.get(lane);
    if (known) return known;
    const state = { inside: 0, isFull: false, refusals: 0, restsUntil: 0 };
    lanes.set(lane, state);
    return state;
  }

  function isBusy(state: State): boolean {
    // A clock that was set back must not keep a lane closed for an hour.
    if (state.restsUntil - now() > longestRest) state.restsUntil = 0;
    return state.isFull || state.restsUntil > now();
  }

  return {
    enter: (lane) => {
      const state = stateOf(lane);
      if (isBusy(state)) return false;
      state.inside += 1;
      state.isFull = state.inside >= places;
      return true;
    },
    leave: (lane) => {
      const state = stateOf(lane);
      state.inside -= 1;
      if (state.inside <= takesMoreAt) state.isFull = false;
    },
    busy: () => [...lanes].filter(([, state]) => isBusy(state)).map(([lane]) => lane),
    refused: (lane, retryAfter) => {
      const state = stateOf(lane);
      state.refusals += 1;
      if (state.refusals < refusalsInARow) return;
      const rest = retryAfter ?? firstRest * 2 ** Math.min(state.refusals - refusalsInARow, 6);
      state.restsUntil = now() + Math.min(rest, longestRest);
    },
    accepted: (lane) => {
      stateOf(lane).refusals = 0;
    },
  };
}

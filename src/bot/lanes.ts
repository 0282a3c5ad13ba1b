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
  /** How many travel in all lanes now. */
  inside(): number;
  /** How many more may travel in the lanes that are known; without any, as many as one lane takes. */
  room(): number;
  /** How an attempt ended: after several refusals in a row a lane rests, so that nobody is stormed. */
  refused(lane: Lane, retryAfter: number | undefined): void;
  accepted(lane: Lane): void;
  /** Whether it has accepted something lately, and since it last rested. */
  isWell(lane: Lane): boolean;
}

const places = 64;
/** A full lane takes more only once it is as empty as this, so that they are taken together. */
const takesMoreAt = 44;
const refusalsInARow = 3;
const firstRest = 1_000;
const longestRest = 60_000;
/** An acceptance says so long that its lane works. */
const wellFor = 3_600_000;

interface State {
  inside: number;
  isFull: boolean;
  refusals: number;
  restsUntil: number;
  acceptedAt: number;
}

export function makeLanes(now: () => number): Lanes {
  const lanes = new Map<Lane, State>();

  function stateOf(lane: Lane): State {
    const known = lanes.get(lane);
    if (known) return known;
    const state = {
      inside: 0,
      isFull: false,
      refusals: 0,
      restsUntil: 0,
      acceptedAt: Number.NEGATIVE_INFINITY,
    };
    lanes.set(lane, state);
    return state;
  }

  function rests(state: State): boolean {
    // A clock that was set back must not keep a lane closed for an hour.
    if (state.restsUntil - now() > longestRest) state.restsUntil = Number.NEGATIVE_INFINITY;
    return state.restsUntil > now();
  }

  function isBusy(state: State): boolean {
    // After a rest one goes ahead; the others follow when it has been accepted.
    const isTried = state.refusals >= refusalsInARow && state.inside > 0;
    return state.isFull || isTried || rests(state);
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
    inside: () => [...lanes.values()].reduce((sum, { inside }) => sum + inside, 0),
    room: () => {
      if (lanes.size === 0) return places;
      // A lane that rests counts: what is taken for it is put back at once, and others go by other lanes.
      return [...lanes.values()].reduce((sum, { isFull, inside }) => sum + (isFull ? 0 : places - inside), 0);
    },
    busy: () => [...lanes].filter(([, state]) => isBusy(state)).map(([lane]) => lane),
    refused: (lane, retryAfter) => {
      const state = stateOf(lane);
      const wanted = Math.min(retryAfter ?? 0, longestRest);
      // Those that were under way when it began to rest fail together with what made it rest.
      if (rests(state)) {
        state.restsUntil = Math.max(state.restsUntil, now() + wanted);
        return;
      }
      state.refusals += 1;
      if (state.refusals < refusalsInARow) return;
      const rest = retryAfter ?? firstRest * 2 ** Math.min(state.refusals - refusalsInARow, 6);
      state.restsUntil = now() + Math.min(rest, longestRest);
    },
    accepted: (lane) => {
      const state = stateOf(lane);
      state.refusals = 0;
      state.acceptedAt = now();
    },
    isWell: (lane) => {
      const { acceptedAt, refusals } = stateOf(lane);
      return refusals === 0 && Math.abs(now() - acceptedAt) < wellFor;
    },
  };
}

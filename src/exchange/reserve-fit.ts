// Whether the reserved seats of a course can all be filled still, when this nominee takes one: a flow of seats from
// organisations over nominees of a kind to reserves.
import type { Reserve, ReserveGroup } from './seat-rules.ts';

/** Nominees of one organisation that count for the same groups are alike here, however many they are. */
interface Member {
  readonly organisation: string;
  readonly groups: readonly ReserveGroup[];
}

export interface ReserveFit {
  /** How many of the seats to give can fill a reserved one at all. */
  readonly most: number;
  /** Whether, with this one among those chosen, as many can be filled as without. Once no, always no. */
  fits(member: Member): boolean;
  take(member: Member): void;
}

/** A network of whole capacities; each edge lies beside its reverse. */
class Network {
  readonly #ends: number[] = [];
  readonly #capacities: number[] = [];
  readonly #edges: number[][] = [];

  constructor(nodes: number) {
    for (let node = 0; node < nodes; node += 1) this.#edges.push([]);
  }

  edge(from: number, to: number, capacity: number): void {
    this.#edges[from]?.push(this.#ends.length);
    this.#edges[to]?.push(this.#ends.length + 1);
    this.#ends.push(to, from);
    this.#capacities.push(capacity, 0);
  }

  /** One more unit from one node to another, where there is a way. */
  augment(from: number, to: number, seen: Set<number> = new Set()): boolean {
    if (from === to) return true;
    seen.add(from);
    for (const edge of this.#edges[from] ?? []) {
      const end = this.#ends[edge] ?? 0;
      if ((this.#capacities[edge] ?? 0) === 0 || seen.has(end)) continue;
      if (!this.augment(end, to, seen)) continue;
      this.#capacities[edge] = (this.#capacities[edge] ?? 0) - 1;
      this.#capacities[edge ^ 1] = (this.#capacities[edge ^ 1] ?? 0) + 1;
      return true;
    }
    return false;
  }
}

const countless = Number.MAX_SAFE_INTEGER;

/**
 * `cap` is how many seats each organisation may take still. What can be filled is the largest flow
 * source → organisation (its cap) → kind of nominee (how many) → group (its reserve) → sink; who is chosen already has
 * a way of their own past the organisation, and is never left without a seat by what is added after them.
 */
export function reserveFit(
  members: readonly Member[],
  seated: readonly (readonly ReserveGroup[])[],
  reserves: readonly Reserve[],
  cap: (organisation: string) => number,
  seats: number,
): ReserveFit {
  const groups = new Set(reserves.map(({ group }) => group));
  const kindOf = (of: readonly ReserveGroup[]) =>
    of
      .filter((group) => groups.has(group))
      .toSorted()
      .join(' ');
  const organisations = new Map<string, { kinds: Map<string, number>; cap: number }>();
  const kinds = new Map<string, readonly ReserveGroup[]>();
  const chosen = new Map<string, number>();
  for (const member of members) {
    const kind = kindOf(member.groups);
    if (kind === '') continue;
    kinds.set(kind, member.groups);
    const own = organisations.get(member.organisation) ?? { kinds: new Map(), cap: cap(member.organisation) };
    organisations.set(member.organisation, own);
    own.kinds.set(kind, (own.kinds.get(kind) ?? 0) + 1);
  }

  /** The largest flow with those who are chosen in it; undefined when not even they find room. */
  function flow(): number | undefined {
    const numbered = [...kinds.keys()];
    const kindNode = new Map(numbered.map((kind, at) => [kind, 2 + at]));
    const groupNode = new Map(reserves.map(({ group }, at) => [group, 2 + numbered.length + at]));
    const own = 2 + numbered.length + reserves.length;
    const network = new Network(own + organisations.size + 1);
    const [source, sink, free] = [0, 1, own + organisations.size];
    for (const { group, seats: reserved } of reserves)
      network.edge(groupNode.get(group) ?? 0, sink, reserved);
    for (const [kind, of] of kinds) {
      for (const group of of) {
        const node = groupNode.get(group);
        if (node !== undefined) network.edge(kindNode.get(kind) ?? 0, node, countless);
      }
      network.edge(source, kindNode.get(kind) ?? 0, chosen.get(kind) ?? 0);
    }
    [...organisations.values()].forEach((organisation, at) => {
      network.edge(free, own + at, organisation.cap);
      for (const [kind, number] of organisation.kinds)
        network.edge(own + at, kindNode.get(kind) ?? 0, number);
    });
    let found = 0;
    while (network.augment(source, sink)) found += 1;
    if (found < [...chosen.values()].reduce((sum, number) => sum + number, 0)) return undefined;
    network.edge(source, free, countless);
    while (network.augment(source, sink)) found += 1;
    return found;
  }

  function take({ organisation, groups: of }: Member, number: 1 | -1): void {
    const kind = kindOf(of);
    const own = organisations.get(organisation);
    chosen.set(kind, (chosen.get(kind) ?? 0) + number);
    if (own === undefined) return;
    own.cap -= number;
    own.kinds.set(kind, (own.kinds.get(kind) ?? 0) - number);
  }

  // Whoever is seated already fills what they can; which of them is counted makes no difference to what is left.
  let filled = 0;
  for (const of of seated) {
    const kind = kindOf(of);
    if (kind === '') continue;
    kinds.set(kind, of);
    chosen.set(kind, (chosen.get(kind) ?? 0) + 1);
    if (flow() === undefined) chosen.set(kind, (chosen.get(kind) ?? 0) - 1);
    else filled += 1;
  }
  const most = Math.min((flow() ?? 0) - filled, seats);
  return {
    most,
    fits(member) {
      if (kindOf(member.groups) === '') return false;
      // Of members who are all alike, whichever takes a seat leaves as many for the others.
      if (kinds.size === 1) return true;
      take(member, 1);
      const reached = flow();
      take(member, -1);
      return reached !== undefined && reached >= filled + most;
    },
    take: (member) => take(member, 1),
  };
}

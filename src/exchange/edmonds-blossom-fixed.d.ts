// What of edmonds-blossom-fixed is used here: the package brings no types of its own.
declare module 'edmonds-blossom-fixed' {
  /**
   * The partner of every vertex, -1 without one; an empty list without edges. Vertices are counted from 0; whole weights are
   * reckoned exactly. With `mostPairs` no matching has more pairs, and of those that have as many none weighs more.
   */
  export default function maximumWeightMatching(
    edges: readonly (readonly [one: number, other: number, weight: number])[],
    mostPairs?: boolean,
  ): readonly number[];
}

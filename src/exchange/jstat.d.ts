// What of jstat is used here: the package brings no types of its own.
declare module 'jstat' {
  const jStat: {
    readonly normal: {
      /** The share of a normal distribution that lies below `x`. */
      cdf(x: number, mean: number, deviation: number): number;
    };
    readonly studentt: {
      /** The t below which `share` of Student’s distribution lies. */
      inv(share: number, degrees: number): number;
    };
  };
  export default jStat;
}

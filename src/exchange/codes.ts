// One-time codes that people read out, type and paste: written in Crockford's base 32, read with tolerance.

/** Bytes as a code in groups of four: five random bytes give `7KQ4-M2XA`, ten give four groups. */
export function formatCode(_bytes: Uint8Array): string {
  throw new Error('not yet written');
}

/** What somebody typed, as `formatCode` writes it; undefined when it cannot be a code. Compare with the stored one. */
export function readCode(_text: string): string | undefined {
  throw new Error('not yet written');
}

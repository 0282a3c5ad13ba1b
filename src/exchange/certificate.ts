// Certificates of attendance: their codes, which catch a slip of the pen and cannot be guessed, and how they stand.

/** Crockford's base 32, and after it the five symbols that only a check may be. https://www.crockford.com/base32.html */
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U';
const plain = symbols.slice(0, 32);

/** Ninety-five random bits, and a check over all of them. */
const randomSymbols = 19;

/** Whether and how a certificate stands: the hub withdrew it, or its holder had themselves forgotten. */
export type CertificateStanding = 'valid' | 'revoked' | 'withdrawn';

export function standingOf(certificate: {
  readonly revokedAt: number | null;
  readonly revokedFor: 'holder' | 'issuer' | null;
}): CertificateStanding {
  if (certificate.revokedAt === null) return 'valid';
  return certificate.revokedFor === 'holder' ? 'withdrawn' : 'revoked';
}

/**
 * The code of a certificate, five groups of four, from random symbols (more than enough are taken, other signs left out).
 * Undefined where the check would be one of the five signs that addresses and chats do not carry: take others then.
 */
export function certificateCode(random: string): string | undefined {
  const body = [...random.toUpperCase()]
    .filter((one) => plain.includes(one))
    .slice(0, randomSymbols)
    .join('');
  if (body.length < randomSymbols) throw new Error('A certificate’s code needs more random symbols.');
  const check = checkOf(body);
  return plain.includes(check) ? grouped(body + check) : undefined;
}

/** As it is printed, from whatever way it was typed; undefined where it cannot be one, such as for a slip of the pen. */
export function readCertificateCode(typed: string): string | undefined {
  const read = typed
    .normalize('NFKC')
    .replace(/[\p{Pd}\p{Cf}\s_.]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/gu, '1');
  if (read.length !== randomSymbols + 1 || [...read].some((one) => !plain.includes(one))) return undefined;
  return checkOf(read.slice(0, -1)) === read.at(-1) ? grouped(read) : undefined;
}

function checkOf(body: string): string {
  const remainder = [...body].reduce((rest, one) => (rest * 32 + plain.indexOf(one)) % 37, 0);
  return symbols.charAt(remainder);
}

function grouped(code: string): string {
  return code.replace(/.{4}(?=.)/gu, '$&-');
}

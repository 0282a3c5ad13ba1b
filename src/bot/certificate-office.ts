// What the house as a whole knows of certificates: where anybody can check them, and how they are signed.
import type { BadgeFacts } from '#exchange/open-badge.ts';

export interface CertificateOffice {
  /** `https://attache.example`, where anybody can check them; undefined where no page is served. */
  readonly publicUrl: string | undefined;
  /** Signs a badge, as a JWT; undefined where there is no secret to keep a key under. */
  readonly sign: ((facts: Omit<BadgeFacts, 'issuer'>, issuer: string) => Promise<string>) | undefined;
}

export const noCertificateOffice: CertificateOffice = { publicUrl: undefined, sign: undefined };

// What only the house as a whole knows, for commands that ask for it: how Attaché is let in, and whether all is well.
import { type CertificateOffice, noCertificateOffice } from './certificate-office.ts';
import type { Finding } from './finding.ts';
import type { PlatformName } from './platform.ts';

export interface Invitation {
  readonly platform: PlatformName;
  /** Opened in a browser by whoever looks after a workspace or server. */
  readonly address: string;
}

/** Handed to the bot by whoever puts the house together. Neither rejects; both may take seconds. */
export interface Surroundings {
  invitations(): Promise<readonly Invitation[]>;
  /** Everything that can be wrong without anybody being told, looked over now. */
  findings(): Promise<readonly Finding[]>;
  /** Where certificates are checked, and how they are signed. */
  certificates(): Promise<CertificateOffice>;
}

/** By the same names, what has been gathered. */
export interface Gathered {
  readonly invitations: readonly Invitation[];
  readonly findings: readonly Finding[];
  readonly certificates: CertificateOffice;
}

export const nothingGathered: Gathered = {
  invitations: [],
  findings: [],
  certificates: noCertificateOffice,
};

export const noSurroundings: Surroundings = {
  invitations: async () => [],
  findings: async () => [],
  certificates: async () => noCertificateOffice,
};

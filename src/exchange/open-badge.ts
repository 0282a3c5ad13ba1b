// A certificate as an Open Badge 3.0: the credential that is signed, and the names of the key that signs it.
import { createHash } from 'node:crypto';
import type { Language } from './languages.ts';

/** What a badge says; instants in epoch milliseconds, days as ISO dates. */
export interface BadgeFacts {
  readonly certificate: string;
  readonly name: string;
  readonly language: Language;
  readonly issuedAt: number;
  readonly course: {
    readonly id: string;
    readonly title: string;
    readonly startsOn: string;
    readonly endsOn: string;
  };
  readonly issuer: { readonly did: string; readonly name: string; readonly url: string | undefined };
  /** In the language of the certificate: what was attended, how much of it, and what is asked of whoever does. */
  readonly title: string;
  readonly description: string;
  readonly criteria: string;
}

/** https://www.imsglobal.org/spec/ob/v3p0/, over the data model of W3C credentials 2.0. */
export function openBadge(facts: BadgeFacts) {
  const { course, issuer } = facts;
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: urnOf('certificate', facts.certificate),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: facts.title,
    issuer: {
      id: issuer.did,
      type: ['Profile'],
      name: issuer.name,
      ...(issuer.url === undefined ? {} : { url: issuer.url }),
    },
    validFrom: instantOf(facts.issuedAt),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: facts.name, identityType: 'name' }],
      activityStartDate: `${course.startsOn}T00:00:00Z`,
      activityEndDate: `${course.endsOn}T00:00:00Z`,
      achievement: {
        id: urnOf('course', course.id),
        type: ['Achievement'],
        achievementType: 'CertificateOfCompletion',
        name: course.title,
        description: facts.description,
        criteria: { narrative: facts.criteria },
        inLanguage: facts.language,
      },
    },
  };
}

export type OpenBadge = ReturnType<typeof openBadge>;

/** OB 3.0 §8.2.4: the credential itself with the claims of a JWT that say the same. */
export function badgeClaims(badge: OpenBadge, issuedAt: number) {
  return { ...badge, iss: badge.issuer.id, jti: badge.id, sub: badge.id, nbf: Math.floor(issuedAt / 1000) };
}

/** An id that says nothing and is always the same (RFC 9562 §5.8). */
function urnOf(kind: string, id: string): string {
  const bytes = createHash('sha256').update(`attache ${kind} ${id}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')}`;
}

function instantOf(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).round('second').toString();
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** An Ed25519 key as `did:key` writes it: multicodec 0xed01, base 58, after a z. https://w3c-ccg.github.io/did-key-spec/ */
function multibaseKey(publicKey: Uint8Array): string {
  let number = BigInt(`0xed01${Buffer.from(publicKey).toString('hex')}`);
  let written = '';
  for (; number > 0n; number /= 58n) written = base58.charAt(Number(number % 58n)) + written;
  return `z${written}`;
}

/** Who signs: this key by itself, or whoever serves this address (`did:web`, with the port written as its method says). */
export function signerOf(publicKey: Uint8Array, publicUrl: string | undefined): { did: string; key: string } {
  const multibase = multibaseKey(publicKey);
  if (publicUrl === undefined)
    return { did: `did:key:${multibase}`, key: `did:key:${multibase}#${multibase}` };
  const { host, pathname } = new URL(publicUrl);
  const path = pathname.split('/').filter(Boolean).map(encodeURIComponent);
  const did = ['did:web', encodeURIComponent(host), ...path].join(':');
  return { did, key: `${did}#${multibase}` };
}

/** What `/.well-known/did.json` says of the keys. https://w3c-ccg.github.io/did-method-web/ */
export function didDocument(publicKeys: readonly Uint8Array[], publicUrl: string) {
  const signers = publicKeys.map((key) => ({ ...signerOf(key, publicUrl), multibase: multibaseKey(key) }));
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: signers[0]?.did,
    verificationMethod: signers.map(({ key, did, multibase }) => ({
      ...{ id: key, type: 'Multikey', controller: did },
      publicKeyMultibase: multibase,
    })),
    assertionMethod: signers.map(({ key }) => key),
  };
}

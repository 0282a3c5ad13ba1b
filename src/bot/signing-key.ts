// The key that signs certificates: made once for the record, kept sealed under the operator's secret, and what it signs.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { badgeClaims, didDocument, openBadge, signerOf } from '#exchange/open-badge.ts';
import type { SigningKey } from '#store/records/signing-keys.ts';
import type { Store } from '#store/store.ts';
import type { CertificateOffice } from './certificate-office.ts';
import type { TokenCipher } from './token-cipher.ts';

export interface Signing extends CertificateOffice {
  /** What is served of the key; undefined without an address or without a key. */
  readonly document: object | undefined;
}

const process = { kind: 'process' } as const;

export interface SigningParts {
  /** Undefined where there is no secret to keep a key under: nothing is signed then. */
  readonly cipher: TokenCipher | undefined;
  readonly publicUrl: string | undefined;
  /** Another key is made where no secret at hand opens one. */
  readonly giveUpUnreadable: boolean;
  readonly now: number;
}

/**
 * Opens the newest of the record's keys that can be, makes one where there is none, and seals it under the present secret
 * where it was under an earlier one. `unreadable` when there are keys that no secret at hand opens.
 */
export async function openSigning(store: Store, parts: SigningParts): Promise<Signing | 'unreadable'> {
  const { cipher, publicUrl, giveUpUnreadable, now } = parts;
  if (cipher === undefined) return { publicUrl, sign: undefined, document: undefined };
  const before = await keysOf(store);
  const isMade = before.length === 0 || (giveUpUnreadable && !before.some((key) => opened(key, cipher)));
  if (isMade) await makeKey(store, cipher, before.length + 1, now);
  const keys = isMade ? await keysOf(store) : before;
  const kept = keys.findLast((key) => opened(key, cipher));
  const secret = kept && opened(kept, cipher);
  if (kept === undefined || secret === undefined) return 'unreadable';
  if (kept.sealed.key !== cipher.key) {
    const sealed = cipher.seal(secret, bindingOf(kept.id));
    await store.write({ viewer: process, actor: 'start', now }, ({ signingKeys }) =>
      signingKeys.reseal(kept.id, kept.sealed.token, sealed),
    );
  }
  const publicKeys = keys.map(({ publicKey }) => Buffer.from(publicKey, 'base64url'));
  return {
    publicUrl,
    // Also those that sign no more: what they have signed stands.
    document: publicUrl === undefined ? undefined : didDocument(publicKeys, publicUrl),
    sign: signingWith(secret, Buffer.from(kept.publicKey, 'base64url'), publicUrl),
  };
}

function signingWith(secret: string, publicKey: Uint8Array, publicUrl: string | undefined): Signing['sign'] {
  const signer = signerOf(publicKey, publicUrl);
  return async (facts, name) => {
    const { CompactSign } = await import('jose');
    const badge = openBadge({ ...facts, issuer: { did: signer.did, name, url: publicUrl } });
    const claims = JSON.stringify(badgeClaims(badge, facts.issuedAt));
    const key = createPrivateKey({ key: Buffer.from(secret, 'base64url'), format: 'der', type: 'pkcs8' });
    // OB 3.0 §8.2.4.1; the same bytes for the same badge, because Ed25519 draws no random numbers.
    return new CompactSign(new TextEncoder().encode(claims))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: signer.key })
      .sign(key);
  };
}

function bindingOf(id: string): string {
  return `signing key ${id}`;
}

function opened(key: SigningKey, cipher: TokenCipher): string | undefined {
  return cipher.open(key.sealed, bindingOf(key.id));
}

function keysOf(store: Store): Promise<readonly SigningKey[]> {
  return store.read(process, ({ signingKeys }) => signingKeys.all());
}

/** Of several processes that start at once, one makes it. */
async function makeKey(store: Store, cipher: TokenCipher, number: number, now: number): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const id = `key-${number}`;
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
  await store.write({ viewer: process, actor: 'start', now }, ({ signingKeys }) =>
    signingKeys.keep({
      id,
      publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
      sealed: cipher.seal(secret, bindingOf(id)),
    }),
  );
}

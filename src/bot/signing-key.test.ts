import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJWT, verifyJWT } from 'did-jwt';
import { Resolver } from 'did-resolver';
import { getResolver } from 'key-did-resolver';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { scratchRoot } from '../../test/support/scratch-root.ts';
import { openSigning, type Signing } from './signing-key.ts';
import { makeTokenCipher } from './token-cipher.ts';

const now = Date.UTC(2027, 2, 6, 12);
const facts = {
  language: 'ar',
  ...{ certificate: 'crt-1', name: 'يوسف El Amrani', issuedAt: now, title: 'شهادة حضور' },
  course: { id: 'crs-1', title: 'Digital evidence', startsOn: '2027-03-01', endsOn: '2027-03-05' },
  ...{ description: 'Attended five days.', criteria: 'Be there.' },
} as const;

describe('the key that signs certificates', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(scratchRoot(), 'attache-signing-'));
    store = await openStore({ sqliteFile: join(folder, 'signing.db') });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (
    secret: string,
    previous: readonly string[] = [],
    giveUpUnreadable = false,
    publicUrl?: string,
  ) => openSigning(store, { cipher: makeTokenCipher(secret, previous), publicUrl, giveUpUnreadable, now });

  async function signed(signing: Signing | 'unreadable'): Promise<string> {
    if (signing === 'unreadable' || signing.sign === undefined) throw new Error('Nothing can be signed.');
    return signing.sign(facts, 'National Unit');
  }

  /** Another library, which knows nothing of ours: it finds the key by its name and checks the signature. */
  function verified(jwt: string) {
    return verifyJWT(jwt, {
      resolver: new Resolver(getResolver()),
      policies: { now: now / 1000 + 1, aud: false },
    });
  }

  it('signs a badge that an independent library verifies by its did:key, and refuses when anything is changed', async () => {
    const jwt = await signed(await open('a'.repeat(32)));
    const [head, body = '', tail] = jwt.split('.');
    const forged = Buffer.from(
      Buffer.from(body, 'base64url').toString().replace('El Amrani', 'El Amrany'),
    ).toString('base64url');

    const { payload, verified: isGood } = await verified(jwt);

    expect(isGood).toBe(true);
    expect(decodeJWT(jwt).header).toMatchObject({ alg: 'EdDSA', typ: 'JWT' });
    expect(payload).toMatchObject({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { type: ['Profile'], name: 'National Unit' },
      validFrom: '2027-03-06T12:00:00Z',
      credentialSubject: {
        identifier: [{ identityHash: 'يوسف El Amrani', hashed: false }],
        achievement: { name: 'Digital evidence', achievementType: 'CertificateOfCompletion' },
      },
    });
    expect(payload.iss).toMatch(/^did:key:z6Mk/);
    await expect(verified(`${head}.${forged}.${tail}`)).rejects.toThrow();
    await expect(verified(`${head}.${body}.${'A'.repeat(86)}`)).rejects.toThrow();
  });

  it('is made once, of several that start at once, and signs the same bytes ever after', async () => {
    const secret = 'a'.repeat(32);
    const opened = await Promise.all([open(secret), open(secret), open(secret)]);

    const jwts = await Promise.all(opened.map(signed));
    const later = await signed(await open(secret));

    expect(new Set([...jwts, later]).size).toBe(1);
  });

  it('is sealed anew under a new secret, and lost only where it is given up; what it signed still stands', async () => {
    const first = await signed(await open('a'.repeat(32)));
    const rotated = await signed(await open('b'.repeat(32), ['a'.repeat(32)]));
    const alone = await signed(await open('b'.repeat(32)));

    const unreadable = await open('c'.repeat(32));
    const another = await open('c'.repeat(32), [], true, 'https://attache.example:8443/hub');
    const jwt = await signed(another);

    expect([rotated, alone]).toEqual([first, first]);
    expect(unreadable).toBe('unreadable');
    expect(decodeJWT(jwt).payload.iss).toBe('did:web:attache.example%3A8443:hub');
    expect(another).toMatchObject({
      document: { id: 'did:web:attache.example%3A8443:hub', verificationMethod: [{}, {}] },
    });
    expect((await verified(first)).verified).toBe(true);
  });

  it('is not there without a secret, and nothing is signed then', async () => {
    const signing = await openSigning(store, {
      cipher: undefined,
      publicUrl: undefined,
      giveUpUnreadable: false,
      now,
    });

    expect(signing).toEqual({ publicUrl: undefined, sign: undefined, document: undefined });
    const keys = await store.read({ kind: 'process' }, ({ signingKeys }) => signingKeys.all());
    expect(keys).toEqual([]);
  });
});

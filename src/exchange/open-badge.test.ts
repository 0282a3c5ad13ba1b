import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { badgeClaims, didDocument, openBadge, signerOf } from './open-badge.ts';

const uri = { type: 'string', pattern: '^[a-z][a-z0-9+.-]*:\\S+$' } as const;
const text = { type: 'string', minLength: 1 } as const;
const instant = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)$',
} as const;
const typed = (name: string) => ({ type: 'array', items: text, contains: { const: name } }) as const;

/** What the data model of Open Badges 3.0 (appendix B of its specification) demands of what is used here. */
const achievementCredential = {
  type: 'object',
  required: ['@context', 'id', 'type', 'issuer', 'validFrom', 'credentialSubject'],
  properties: {
    '@context': {
      type: 'array',
      minItems: 2,
      items: [
        { const: 'https://www.w3.org/ns/credentials/v2' },
        {
          type: 'string',
          pattern: '^https://purl\\.imsglobal\\.org/spec/ob/v3p0/context(-3\\.\\d\\.\\d)*\\.json$',
        },
      ],
    },
    id: uri,
    type: {
      type: 'array',
      allOf: [
        { contains: { const: 'VerifiableCredential' } },
        { contains: { enum: ['AchievementCredential', 'OpenBadgeCredential'] } },
      ],
    },
    name: text,
    issuer: {
      type: 'object',
      required: ['id', 'type'],
      properties: { id: uri, type: typed('Profile'), name: text, url: uri },
    },
    validFrom: instant,
    credentialSubject: {
      type: 'object',
      required: ['type', 'achievement'],
      anyOf: [{ required: ['id'] }, { required: ['identifier'] }],
      properties: {
        type: typed('AchievementSubject'),
        identifier: {
          type: 'array',
          items: {
            type: 'object',
            required: ['type', 'hashed', 'identityHash', 'identityType'],
            properties: {
              type: { const: 'IdentityObject' },
              hashed: { type: 'boolean' },
              identityHash: text,
            },
          },
        },
        activityStartDate: instant,
        activityEndDate: instant,
        achievement: {
          type: 'object',
          required: ['id', 'type', 'name', 'description', 'criteria'],
          properties: {
            id: uri,
            type: typed('Achievement'),
            ...{ name: text, description: text, achievementType: { const: 'CertificateOfCompletion' } },
            criteria: { type: 'object', properties: { id: uri, narrative: text } },
            inLanguage: { type: 'string', pattern: '^[a-z]{2,4}(-[A-Za-z0-9]+)*$' },
          },
        },
      },
    },
  },
} as const;

function badge(url?: string) {
  return openBadge({
    ...{ certificate: 'crt-1', name: 'Ama', language: 'en', issuedAt: Date.UTC(2027, 2, 6, 12) },
    course: { id: 'crs-1', title: 'Digital evidence', startsOn: '2027-03-01', endsOn: '2027-03-05' },
    issuer: { did: 'did:key:z6Mk', name: 'National Unit', url },
    ...{ title: 'Certificate of attendance', description: 'Five days.', criteria: 'Be there.' },
  });
}

describe('an Open Badge', () => {
  it('has what the data model of Open Badges 3.0 demands', () => {
    const check = new Ajv({ allErrors: true, strict: false }).compile(achievementCredential);

    const problems = [badge(), badge('https://attache.example')].map((one) =>
      check(one) ? [] : check.errors,
    );
    const { criteria, ...without } = badge().credentialSubject.achievement;
    const isCaught = !check({
      ...badge(),
      credentialSubject: { ...badge().credentialSubject, achievement: without },
    });

    expect(problems).toEqual([[], []]);
    expect([isCaught, criteria]).toEqual([true, { narrative: 'Be there.' }]);
  });

  it('says as claims of its JWT what it says itself, and has the same ids every time', () => {
    const one = badge();

    const claims = badgeClaims(one, Date.UTC(2027, 2, 6, 12));

    expect(claims).toMatchObject({ ...one, iss: one.issuer.id, jti: one.id, nbf: 1_804_334_400 });
    expect(badge()).toEqual(one);
    expect(one.id).not.toBe(one.credentialSubject.achievement.id);
  });

  it('names its signer as did:key and did:web write keys and addresses', () => {
    // The test vector of the did:key method for Ed25519.
    const key = Buffer.from('O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik', 'base64url');

    expect(signerOf(key, undefined).did).toBe('did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp');
    expect(signerOf(key, 'https://attache.example').did).toBe('did:web:attache.example');
    expect(didDocument([key], 'https://attache.example')).toMatchObject({
      id: 'did:web:attache.example',
      assertionMethod: ['did:web:attache.example#z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp'],
    });
  });
});

// A sealed token is opened by its own secret, in its own row, as it was sealed; and by nothing else.
import { describe, expect, it } from 'vitest';
import { makeTokenCipher } from './token-cipher.ts';

const token = 'xoxb-1111-canary';
const place = 'slack:T1';

describe('a sealed token', () => {
  it('is opened in its own row, with the secret it was sealed with', () => {
    const sealed = makeTokenCipher('one secret of many').seal(token, place);

    expect(makeTokenCipher('one secret of many').open(sealed, place)).toBe(token);
    expect(`${sealed.token} ${Buffer.from(sealed.token, 'base64url').toString('latin1')}`).not.toContain(
      'canary',
    );
  });

  it('is never sealed twice alike', () => {
    const cipher = makeTokenCipher('one secret of many');

    expect(cipher.seal(token, place).token).not.toBe(cipher.seal(token, place).token);
  });

  it('stays closed to another secret, in another row, under another key’s name, and with any byte changed', () => {
    const cipher = makeTokenCipher('one secret of many', ['an older one']);
    const sealed = cipher.seal(token, place);
    const bytes = Buffer.from(sealed.token, 'base64url');
    const changed = [...bytes.keys()].map((at) => {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      return other.toString('base64url');
    });

    const opened = [
      makeTokenCipher('another secret').open(sealed, place),
      cipher.open(sealed, 'slack:T2'),
      cipher.open({ ...sealed, key: makeTokenCipher('an older one').key }, place),
      ...changed.map((other) => cipher.open({ ...sealed, token: other }, place)),
      ...['', 'AAAA', sealed.token.slice(0, 30)].map((short) =>
        cipher.open({ ...sealed, token: short }, place),
      ),
    ];

    expect(opened.filter((one) => one !== undefined)).toEqual([]);
    expect(changed.length).toBeGreaterThan(token.length);
  });

  it('is opened by the previous secret as long as that is at hand, and sealed by the new one', () => {
    const before = makeTokenCipher('old secret');
    const after = makeTokenCipher('new secret', ['old secret']);
    const sealed = before.seal(token, place);

    expect(after.open(sealed, place)).toBe(token);
    expect(after.seal(token, place).key).not.toBe(before.key);
    expect(before.open(after.seal(token, place), place)).toBeUndefined();
  });
});

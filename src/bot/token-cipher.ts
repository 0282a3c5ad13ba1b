// Seals tokens for the record and opens them again: AES-256-GCM under a key that is derived from the operator's secret.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Sealed } from '#store/records/installations.ts';

export interface TokenCipher {
  /** The id of the key under which is sealed now. */
  readonly key: string;
  /** `boundTo` names the row that it is for: in another one it cannot be opened. */
  seal(token: string, boundTo: string): Sealed;
  /** Undefined where no key at hand opens it: another secret, another row, or a changed byte. */
  open(sealed: Sealed, boundTo: string): string | undefined;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

const algorithm = 'aes-256-gcm';
/** Bytes, as the mode wants them (NIST SP 800-38D §8.2): random, which is safe for far more tokens than there will be. */
const nonceLength = 12;
const tagLength = 16;
const keyLength = 32;
const idLength = 6;

/** The first secret seals; all of them open. */
export function makeTokenCipher(secret: string, previous: readonly string[] = []): TokenCipher {
  const current = keyFrom(secret);
  const keys = new Map([...previous.map(keyFrom), current].map((key) => [key.id, key]));
  return {
    key: current.id,
    seal(token, boundTo) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, current.bytes, nonce).setAAD(binding(current.id, boundTo));
      const text = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
      return {
        key: current.id,
        token: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url'),
      };
    },
    open(sealed, boundTo) {
      const key = keys.get(sealed.key);
      return key && opened(key, Buffer.from(sealed.token, 'base64url'), boundTo);
    },
  };
}

function opened(key: Key, bytes: Buffer, boundTo: string): string | undefined {
  if (bytes.length < nonceLength + tagLength) return undefined;
  const nonce = bytes.subarray(0, nonceLength);
  const tag = bytes.subarray(nonceLength, nonceLength + tagLength);
  const decipher = createDecipheriv(algorithm, key.bytes, nonce, { authTagLength: tagLength })
    .setAAD(binding(key.id, boundTo))
    .setAuthTag(tag);
  try {
    const text = decipher.update(bytes.subarray(nonceLength + tagLength));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** The id is derived beside the key: it tells keys apart, and nothing about them. */
function keyFrom(secret: string): Key {
  const derived = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, 'attache', purpose, length));
  return {
    id: derived('name of the key of tokens', idLength).toString('hex'),
    bytes: derived('key of tokens', keyLength),
  };
}

function binding(key: string, boundTo: string): Buffer {
  return Buffer.from(`token ${key} ${boundTo}`, 'utf8');
}

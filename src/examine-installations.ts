// Whether the secrets at hand open the tokens of the workspaces: for the start, and for the doctor.
import { sortedByKey } from '#bot/reseal-installations.ts';
import { makeTokenCipher, type TokenCipher } from '#bot/token-cipher.ts';
import type { PlaceId } from '#exchange/people.ts';
import type { Finding } from '#operations/operation.ts';
import type { Installation } from '#store/records/installations.ts';
import { lostSecret, type SecretsConfig, type SlackOAuthConfig } from './config.ts';

export function cipherOf({ secret, previousSecret }: SecretsConfig): TokenCipher {
  const previous = previousSecret === undefined || previousSecret === lostSecret ? [] : [previousSecret];
  return makeTokenCipher(secret, previous);
}

const mend = `set the secret under which they were kept as ATTACHE_SECRET, or as ATTACHE_SECRET_PREVIOUS beside the new one; if nobody has it any more, ATTACHE_SECRET_PREVIOUS=${lostSecret} gives them up, and each installs Attaché again`;

export function noneReadable(count: number): string {
  return `Not one of the workspace tokens in the record (${count}) can be read: ${mend}.`;
}

type Read = () => Promise<readonly Pick<Installation, 'place' | 'sealed'>[]>;

/** Opens the tokens of the workspaces as they are needed, with one look into the record; rejects where it cannot. */
export function tokensIn(oauth: SlackOAuthConfig | undefined, read: Read) {
  let rows: ReturnType<Read> | undefined;
  return async (place: PlaceId): Promise<string | undefined> => {
    if (!oauth) return undefined;
    rows ??= read();
    const sealed = (await rows).find((row) => row.place === place)?.sealed;
    if (!sealed) return undefined;
    const token = cipherOf(oauth).open(sealed, place);
    if (token === undefined) throw new Error(`No secret at hand opens the token of ${place}.`);
    return token;
  };
}

/** `read` gives what is kept of installations; never throws. */
export async function examineInstallations(
  oauth: SlackOAuthConfig | undefined,
  read: Read,
): Promise<readonly Finding[]> {
  if (!oauth) return [];
  try {
    const cipher = cipherOf(oauth);
    const { current, old, unreadable } = sortedByKey(await read(), cipher);
    return [
      {
        verdict: 'ok',
        says: `Workspace tokens under ATTACHE_SECRET (key ${cipher.key}): ${current.length}.`,
      },
      ...(old.length === 0 ? [] : [stillOld(old.length)]),
      ...(oauth.previousSecret !== undefined && old.length === 0 && unreadable.length === 0
        ? [needless]
        : []),
      ...(unreadable.length === 0 ? [] : [closed(unreadable)]),
    ];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ verdict: 'look', says: `The tokens of workspaces were not looked at: ${why.split('\n')[0]}` }];
  }
}

function stillOld(count: number): Finding {
  return {
    verdict: 'look',
    says: `Workspace tokens still under ATTACHE_SECRET_PREVIOUS: ${count}. The next start seals them anew; keep both until then.`,
  };
}

const needless: Finding = {
  verdict: 'look',
  says: 'ATTACHE_SECRET_PREVIOUS opens nothing that ATTACHE_SECRET does not: remove it.',
};

function closed(places: readonly string[]): Finding {
  return { verdict: 'wrong', says: `No secret opens the tokens of ${places.join(', ')}: ${mend}.` };
}

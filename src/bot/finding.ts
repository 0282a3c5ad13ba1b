// What an examination finds, as a value: an identifier and facts, worded in each reader's language by the house's words.
import type { Language } from '#exchange/languages.ts';
import type { ChannelId } from '#exchange/people.ts';
import { type HouseKey, houseWords } from './house-words.ts';
import { plainText } from './plain-text.ts';
import type { PlatformName } from './platform.ts';
import { comma } from './punctuation.ts';
import { joined, type Text, value } from './text.ts';
import type { Facts } from './words.ts';

export type FindingKey = Extract<HouseKey, `finding.${string}`>;

/** `look`: it works, and somebody should see to it. Its one sentence says the mend where one is due. */
export type Verdict = 'ok' | 'look' | 'wrong';

export interface Finding {
  readonly verdict: Verdict;
  readonly key: FindingKey;
  readonly facts: Facts;
  /** Facts that are words of the house, each in the reader's language, such as the names of permissions. */
  readonly named: Readonly<Record<string, readonly HouseKey[]>>;
  /** The channel that it is about: whoever knows adds whose it is, as the fact `organisation`. */
  readonly about: ChannelId | undefined;
}

export function found(verdict: Verdict, key: FindingKey, facts: Facts = {}): Finding {
  return { verdict, key, facts, named: {}, about: undefined };
}

/** `name` as the platform calls the channel, where it says so. */
export function foundIn(
  channel: ChannelId,
  verdict: Verdict,
  key: FindingKey,
  facts: Facts = {},
  name: string = channel,
): Finding {
  return { verdict, key, facts: { ...facts, channel: { channel, name } }, named: {}, about: channel };
}

export function worded({ key, facts, named }: Finding, language: Language): Text {
  const say = houseWords.in(language);
  const names = Object.entries(named).map(([name, keys]): [string, Text] => [
    name,
    joined(
      keys.map((one) => say(one)),
      comma(language),
    ),
  ]);
  return say(key, { ...facts, ...Object.fromEntries(names) });
}

/** As the operator's console says it. */
export function inEnglish(finding: Finding): string {
  const said = plainText(worded(finding, 'en'), { language: 'en', zone: 'UTC' });
  return said.replaceAll(/[\u2066-\u2069]/g, '');
}

const order = { wrong: 0, look: 1, ok: 2 } as const satisfies Record<Verdict, number>;

/** What is wrong stands first. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => order[one.verdict] - order[other.verdict]);
}

/** Slack refuses requests whose stamp is five minutes off; people notice reminders much earlier. */
const mostSkew = 30_000;

/** What a platform's clock says about this machine's; `at` and `now` in epoch milliseconds. */
export function clockFinding(platform: PlatformName, at: number, now: number): Finding {
  const off = Math.abs(at - now);
  const name = platformValue(platform);
  return off < mostSkew
    ? found('ok', 'finding.clock.fine', { platform: name })
    : found('wrong', 'finding.clock.off', { platform: name, seconds: Math.round(off / 1000) });
}

const names = { slack: 'Slack', discord: 'Discord', practice: 'Attaché' } as const;

export function platformValue(platform: PlatformName) {
  return value(names[platform]);
}

/** What is asked about many things at once, so many at a time. */
export async function askedInTurns<T, Answer>(
  all: readonly T[],
  ask: (one: T) => Promise<Answer>,
  atOnce = 5,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < all.length; at += atOnce)
    answers.push(...(await Promise.all(all.slice(at, at + atOnce).map(ask))));
  return answers;
}

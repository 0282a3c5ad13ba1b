// The settings of the hub in words: grouped, with what each is now, what it would be, and what it may be.
import { plainLabel } from '#bot/choice-labels.ts';
import { ask, type Suggestion } from '#bot/field.ts';
import { holdersOf } from '#bot/holders.ts';
import { houseWords } from '#bot/house-words.ts';
import type { MessageDesk } from '#bot/message.ts';
import { command, type Text } from '#bot/text.ts';
import {
  hubSettings,
  isSettingName,
  offices,
  readSetting,
  type SettingName,
  settingNames,
} from '#exchange/hub-settings.ts';
import { type Language, languages } from '#exchange/languages.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Records } from '#store/store.ts';
import { type Key, words } from './words.ts';

type Speaker = Pick<MessageDesk<Key>, 'say' | 'house'>;

const groups = ['gate', 'people', 'review', 'seats', 'courses', 'retention'] as const;

function groupOf(name: SettingName): (typeof groups)[number] {
  if (name.startsWith('verification.')) return 'people';
  if (name.startsWith('review.')) return 'review';
  if (name.startsWith('offer.') || name.startsWith('seats.')) return 'seats';
  if (name.startsWith('attendance.')) return 'courses';
  return name.startsWith('retention.') ? 'retention' : 'gate';
}

export const settingGroups = groups.map(
  (group) => [group, settingNames.filter((name) => groupOf(name) === group)] as const,
);

/** More than a platform offers at once, so it is found by typing; of a group or by its name in the asker's language. */
export const askSetting = ask.suggested({
  search: async (typed, { asker }) => {
    const key = searchKey(typed);
    return settingNames
      .map((name) => settingOffer(name, asker.language))
      .filter(({ id, label }) => id.includes(key) || searchKey(label).includes(key))
      .slice(0, mostOffers);
  },
  find: async (id, { asker }) => (isSettingName(id) ? settingOffer(id, asker.language) : undefined),
});

const mostOffers = 25;

function settingOffer(name: SettingName, language: Language): Suggestion {
  return { id: name, label: plainLabel(words.in(language)(`setting.${name}`), language) };
}

/** What it is now, as it is kept. */
export async function keptValue(
  { settings }: Pick<Records, 'settings'>,
  name: SettingName,
): Promise<{ readonly text: string; readonly isSet: boolean }> {
  const kept = await settings.get(name);
  return { text: String(readSetting(name, kept)), isSet: kept !== undefined };
}

export function valueInWords({ say, house }: Speaker, name: SettingName, text: string): Text {
  if (hubSettings[name].kind === 'days') return say('settings.days', { count: Number(text) });
  if (hubSettings[name].kind === 'percent') return say('settings.percent', { share: text });
  const office = offices.find((one) => one === text);
  // A bare number is read the same everywhere.
  return office === undefined ? [text] : house(`office.${office}`);
}

/** With its default, where it is something else. */
export async function valueNow(
  desk: Speaker & { readonly records: Records },
  name: SettingName,
): Promise<Text> {
  const { text } = await keptValue(desk.records, name);
  const fallback = String(hubSettings[name].fallback);
  const now = valueInWords(desk, name, text);
  if (text === fallback) return now;
  return desk.say('settings.other', { now, fallback: valueInWords(desk, name, fallback) });
}

/** What a change of it does to what is under way. */
export async function affectsOf(
  { say, records, now }: Pick<Speaker, 'say'> & { readonly records: Records; readonly now: number },
  name: SettingName,
  text: string,
): Promise<readonly Text[]> {
  if (name.startsWith('validity.')) return [say('settings.affects.validity')];
  if (name.startsWith('verification.')) return [say('settings.affects.verification')];
  if (name.startsWith('retention.')) return [say('settings.affects.retention')];
  if (name.startsWith('offer.')) return [say('settings.affects.offer')];
  if (name.startsWith('attendance.')) return [say('settings.affects.attendance')];
  if (name.startsWith('review.')) return [say('settings.affects.review')];
  if (name.startsWith('seats.')) return [say('settings.affects.seats')];
  if (!name.startsWith('approver.')) return [];
  const deciding = await holdersOf(records, 'approver', { scope: text, now });
  const nobody = say('settings.affects.nobody', { command: command('exchange role-give') });
  return [say('settings.affects.approver'), ...(deciding.length === 0 ? [nobody] : [])];
}

export function allowedOf({ say, house }: Speaker, name: SettingName): Text {
  const definition = hubSettings[name];
  if (definition.kind === 'days')
    return say('settings.between', { min: definition.min, max: definition.max });
  if (definition.kind === 'percent')
    return say('settings.percentBetween', { min: definition.min, max: definition.max });
  if (definition.kind === 'whole')
    return say('settings.betweenNumbers', { min: definition.min, max: definition.max });
  return offices.flatMap((office, at) => [...(at === 0 ? [] : [' · ']), ...house(`office.${office}`)]);
}

export function officeNames() {
  return languages.flatMap((language) =>
    offices.map((office) => ({ office, language, name: houseWords.in(language)(`office.${office}`) })),
  );
}

// /exchange settings: all that a hub may set, with its meaning, value and default; a coordinator changes, oversight looks.

import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { holdersOf } from '#bot/holders.ts';
import { hasRole } from '#bot/identify.ts';
import { plainText } from '#bot/plain-text.ts';
import { value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { checkSetting, isSettingName, type SettingName } from '#exchange/hub-settings.ts';
import { searchKey } from '#exchange/text-input.ts';
import {
  affectsOf,
  allowedOf,
  askSetting,
  keptValue,
  officeNames,
  settingGroups,
  valueInWords,
  valueNow,
} from './_settings.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'exchange settings',
  words,
  who: ['coordinator', 'oversight'],
  access: 'write',
  asks: { setting: optional(askSetting), to: optional(ask.text({ max: 60 })) },
  pages: [['setting', 'to']],
  async run({ setting, to }, desk) {
    if (setting === undefined || !isSettingName(setting)) return { reply: await everySetting(desk) };
    if (to === undefined) return { reply: await oneSetting(desk, setting) };
    if (!hasRole(desk.asker, 'coordinator')) return desk.refuse('settings.lookOnly');
    const checked = checkSetting(setting, to) ?? checkSetting(setting, officeMeant(to) ?? '');
    if (checked === undefined) {
      return {
        correct: { to: desk.say('settings.wrong', { given: value(to), allowed: allowedOf(desk, setting) }) },
      };
    }
    return change(desk, setting, checked);
  },
  buttons: {
    choose: {
      who: ['coordinator', 'oversight'],
      access: 'read',
      async press(_ids, desk, chosen = '') {
        if (!isSettingName(chosen)) return desk.refuse('settings.unknown');
        return { reply: await oneSetting(desk, chosen) };
      },
    },
    change: {
      who: ['coordinator'],
      access: 'read',
      async press([name = ''], desk) {
        if (!isSettingName(name)) return desk.refuse('settings.unknown');
        const { text } = await keptValue(desk.records, name);
        return { open: 'exchange settings', values: { setting: name, to: text } };
      },
    },
    reset: {
      who: ['coordinator'],
      access: 'write',
      async press([name = ''], desk) {
        if (!isSettingName(name)) return desk.refuse('settings.unknown');
        return change(desk, name, undefined);
      },
    },
  },
});

async function everySetting(desk: Desk<Key>): Promise<readonly Block[]> {
  const { say } = desk;
  const blocks: Block[] = [{ heading: say('settings.heading') }];
  for (const [group, names] of settingGroups) {
    const lines = [];
    for (const name of names) lines.push([say(`setting.${name}`), await valueNow(desk, name)] as const);
    blocks.push(
      { paragraph: say(`settings.group.${group}`) },
      { facts: lines },
      {
        select: {
          label: say('settings.choose'),
          route: route('exchange/settings/choose', group),
          options: names.map((name) => ({ value: name, label: say(`setting.${name}`) })),
        },
      },
    );
  }
  return blocks;
}

async function oneSetting(desk: Desk<Key>, name: SettingName): Promise<readonly Block[]> {
  const { say, records, asker } = desk;
  const { isSet } = await keptValue(records, name);
  return [
    { heading: say(`setting.${name}`) },
    { paragraph: say(`setting.${name}.meaning`) },
    {
      facts: [
        [say('settings.now'), await valueNow(desk, name)],
        [say('settings.allowed'), allowedOf(desk, name)],
      ],
    },
    ...(hasRole(asker, 'coordinator')
      ? [
          {
            buttons: [
              { label: say('settings.change'), route: route('exchange/settings/change', name) },
              ...(isSet
                ? [{ label: say('settings.reset'), route: route('exchange/settings/reset', name) }]
                : []),
            ],
          },
        ]
      : [{ paragraph: say('settings.lookOnly') }]),
  ];
}

/** To its default where nothing is given. Oversight is told; the audit notes the value, which is no secret. */
async function change(
  desk: Desk<Key>,
  name: SettingName,
  to: string | undefined,
): Promise<readonly Answer[]> {
  const { records, say, asker, now } = desk;
  const before = await keptValue(records, name);
  if (to === undefined) await records.settings.clear(name);
  else await records.settings.set(name, to);
  const after = await keptValue(records, name);
  const about = {
    setting: say(`setting.${name}`),
    from: valueInWords(desk, name, before.text),
    to: valueInWords(desk, name, after.text),
  };
  const done: Block[] = [{ paragraph: say('settings.changed', about) }];
  for (const affected of await affectsOf(desk, name, after.text)) done.push({ paragraph: affected });
  if (before.text === after.text) return [{ reply: done }];
  const overseers = await holdersOf(records, 'oversight', { now });
  return [
    { reply: done },
    ...overseers.map((tell) => ({
      tell,
      message: 'exchange/setting-changed',
      facts: { setting: name, from: before.text, to: after.text, by: asker.person?.id ?? '' },
      key: `setting changed · ${name} · ${now}`,
    })),
  ];
}

/** An office by its name in any of the four languages. */
function officeMeant(typed: string): string | undefined {
  return officeNames().find(
    ({ name, language }) => searchKey(plainText(name, { language, zone: 'UTC' })) === searchKey(typed),
  )?.office;
}

// A setting of the hub as it is now, for commands, messages and jobs.
import { readSetting, type SettingName, type SettingValue } from '#exchange/hub-settings.ts';
import type { Records } from '#store/store.ts';

export async function hubSetting<Name extends SettingName>(
  { settings }: Pick<Records, 'settings'>,
  name: Name,
): Promise<SettingValue<Name>> {
  return readSetting(name, await settings.get(name));
}

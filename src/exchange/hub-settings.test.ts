// What a hub may set is taken as it is meant, or not at all.
import { describe, expect, it } from 'vitest';
import { checkSetting, hubSettings, readSetting, settingNames } from './hub-settings.ts';

describe('a setting of the hub', () => {
  it('is its default until somebody sets it, and when the record holds what may not be', () => {
    expect(readSetting('approver.high', undefined)).toBe('minister');
    expect(readSetting('approver.low', 'janitor')).toBe('head-of-department');
    expect(readSetting('validity.high', '3')).toBe(180);
    expect(readSetting('validity.high', '-90')).toBe(180);
  });

  it('is what was set', () => {
    expect(readSetting('approver.low', 'minister')).toBe('minister');
    expect(readSetting('validity.high', '90')).toBe(90);
  });

  it.each(settingNames)('%s takes its own default, and no nonsense', (name) => {
    expect(checkSetting(name, ` ${hubSettings[name].fallback} `)).toBe(String(hubSettings[name].fallback));
    for (const nonsense of ['', '-1', '1.5', '99999', '1e3', 'constructor', '٣'])
      expect(checkSetting(name, nonsense)).toBeUndefined();
  });
});

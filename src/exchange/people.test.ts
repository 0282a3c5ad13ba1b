// The names that accounts, channels and places go by.
import { expect, it } from 'vitest';
import { isPlatformId, platformOf } from './people.ts';

it('tells the platform from an id', () => {
  expect(platformOf('slack:T1:U7')).toBe('slack');
  expect(platformOf('discord:42')).toBe('discord');
  expect(platformOf('practice:amina')).toBe('practice');
});

it('takes only text with a platform and something after it for an id', () => {
  expect(isPlatformId('slack:T1:U7')).toBe(true);
  for (const text of ['', 'slack', 'slack:', ':42', 'teams:42', 'Slack:T1', '__proto__:x']) {
    expect(isPlatformId(text)).toBe(false);
  }
});

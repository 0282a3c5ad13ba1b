// What a person's row says once they are forgotten, or have become somebody else: the id stays, and nothing about them.
import { erasedName } from '#exchange/people.ts';

export const nobodyAnyMore = {
  name: erasedName,
  nameKey: '',
  organisation: null,
  membership: 'removed',
  language: null,
  zone: null,
  notifications: 'essential',
  tellOn: null,
  rank: null,
  unit: null,
  approvedBy: null,
  approvedUntil: null,
} as const;

// What is kept for how long: the kinds of record that the purge looks through, each with its rule in the hub's settings.
import type { SettingName } from './hub-settings.ts';

/** Half-filled forms go by a job of their own. */
export const retentionKinds = [
  'nominations',
  'seats',
  'comments',
  'commitments',
  'deliveries',
  'cards',
  'reviews',
  'registrations',
  'exchanges',
  'removed',
  'pending',
  'codes',
  'places',
] as const;

export type RetentionKind = (typeof retentionKinds)[number];

/** The setting that says after how many days. */
export function ruleOf(kind: RetentionKind): `retention.${RetentionKind}` & SettingName {
  return `retention.${kind}`;
}

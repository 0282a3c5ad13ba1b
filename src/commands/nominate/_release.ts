// Whether the managers of an organisation let a nominee go: who is asked, who may answer, and how it stands.
import type { Answer } from '#bot/answer.ts';
import type { Asker, Desk } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import type { HouseSay } from '#bot/house-words.ts';
import { actingFor, hasRole } from '#bot/identify.ts';
import { value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { Assent } from '#exchange/nomination.ts';
import { assentStates } from '#exchange/nomination-tracks.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import { courseFacts, type Nominated } from './_nomination.ts';
import type { Key, NominateSay } from './words.ts';

/** Buttons take 75 characters on Slack; a name must leave room for the verb in four languages. */
const nameShown = 40;

/** Any one of them may release the nominee, who does not release themselves; deputies stand in. */
export async function releasersOf(
  records: Records,
  { organisation, nominee }: Pick<Nomination, 'organisation' | 'nominee'>,
  now: number,
): Promise<readonly string[]> {
  const managers = await holdersOf(records, 'manager', { scope: organisation, now });
  return managers.filter((person) => person !== nominee);
}

/**
 * With whose word a nomination begins: a manager who nominates has released, and an organisation without a manager has
 * nobody who could be asked, so that the nomination is its word.
 */
export function firstRelease(
  managers: readonly string[],
  asker: Pick<Asker, 'person' | 'grants'>,
): { readonly release: Assent; readonly why: 'asked' | 'by-nominator' | 'no-manager' } {
  if (managers.length === 0) return { release: 'given', why: 'no-manager' };
  const isOne = actingFor(asker).some((person) => managers.includes(person));
  return isOne ? { release: 'given', why: 'by-nominator' } : { release: 'asked', why: 'asked' };
}

/** Managers are asked once for each time that somebody is nominated. */
export function releaseAsked(nomination: Nomination, managers: readonly string[]): readonly Answer[] {
  if (nomination.release !== 'asked') return [];
  return managers.map((tell) => ({
    tell,
    message: 'nominate/release-asked',
    facts: { nomination: nomination.id },
    key: `nomination · ${nomination.id} · release`,
  }));
}

/** Why not; undefined for a manager of the organisation, and for its liaison officer where it has no manager. */
export async function releaseRefusal(
  desk: Desk<Key>,
  nomination: Nomination,
  name: string,
): Promise<Answer | undefined> {
  const { asker, records, now } = desk;
  const manages = hasRole(asker, 'manager', nomination.organisation);
  if (!manages && !hasRole(asker, 'liaison', nomination.organisation)) return desk.refuse('list.gone');
  if (actingFor(asker).includes(nomination.nominee)) return desk.refuse('release.own');
  if (manages || (await releasersOf(records, nomination, now)).length === 0) return undefined;
  return desk.refuse('release.managers', { name: value(name) });
}

export function releaseView(
  { nomination, course, name, by, organisation }: Nominated,
  say: NominateSay,
  house: HouseSay,
): View {
  const told = { by: value(by), organisation: value(organisation), name: value(name) };
  return [
    { heading: say('told.release.title') },
    { paragraph: say('told.release', { ...told, title: value(course.title) }) },
    courseFacts(course, say, house, [
      [say('fact.rank'), [value(nomination.rank || '–')]],
      [say('fact.unit'), [value(nomination.unit || '–')]],
      [say('fact.reason'), [value(nomination.reason || '–')]],
    ]),
    ...releaseBlocks(nomination, name, say),
  ];
}

export function releaseBlocks(nomination: Nomination, name: string, say: NominateSay): readonly Block[] {
  const { id, release, state } = nomination;
  if (release === null || !assentStates.includes(state)) return [];
  const facts = { name: value(shortened(name, nameShown)) };
  const give: Button = {
    label: say('button.release', facts),
    route: route('nominate/release/give', id),
    look: 'primary',
  };
  const refuse: Button = {
    label: say('button.keep', facts),
    route: route('nominate/release/ask', id),
    look: 'danger',
  };
  const buttons = { asked: [give, refuse], given: [refuse], refused: [give] } as const;
  return [{ paragraph: say(`release.${release}`, { name: value(name) }) }, { buttons: buttons[release] }];
}

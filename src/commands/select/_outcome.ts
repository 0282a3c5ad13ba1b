// How a selection ended for a nomination, in the words of whoever it belongs to, and whether it can be appealed.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import type { HouseSay } from '#bot/house-words.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { hasRole } from '#bot/identify.ts';
import { instant, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { appealableUntil, isAppealable } from '#exchange/outcomes.ts';
import { criteria } from '#exchange/scoring.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Appeal, Outcome } from '#store/records/outcomes.ts';
import type { Records } from '#store/store.ts';
import type { Key, SelectSay } from './words.ts';

export interface Ended {
  readonly outcome: Outcome;
  readonly nomination: Nomination;
  readonly course: Course;
  readonly appeal: Appeal | undefined;
  /** The instant until which it can be appealed. */
  readonly until: number;
}

/** Undefined where there is no outcome, or none that the viewer may see. */
export async function endedOf(records: Records, id: string): Promise<Ended | undefined> {
  const outcome = await records.outcomes.of(id);
  const nomination = outcome && (await records.nominations.byId(id));
  const course = nomination && (await records.courses.byId(nomination.course));
  if (!outcome || !nomination || !course) return undefined;
  return {
    outcome,
    nomination,
    course,
    appeal: await records.appeals.of(id),
    until: appealableUntil(outcome.at, await hubSetting(records, 'review.appeal')),
  };
}

/** Whether somebody may appeal it at all: the nominee, or a liaison officer of their organisation. */
export function mayAppeal(asker: Pick<Desk['asker'], 'person' | 'grants'>, { nomination }: Ended): boolean {
  return asker.person?.id === nomination.nominee || hasRole(asker, 'liaison', nomination.organisation);
}

interface Speaker {
  readonly say: SelectSay;
  readonly house: HouseSay;
  readonly zone: string;
  readonly now: number;
}

/** The sentence, and the one button; how the appeal stands where there is one. */
export function outcomeBlocks(ended: Ended, { say, zone, now }: Speaker, appeals: boolean): readonly Block[] {
  const { outcome, course, nomination, appeal, until } = ended;
  const { code, facts } = outcome;
  const sentence = say(`outcome.${code}`, {
    title: value(course.title),
    place: facts.place ?? 1,
    nominated: facts.nominated ?? 0,
    seats: facts.seats ?? course.seats,
  });
  const blocks: Block[] = [{ paragraph: sentence }];
  if (appeal) return [...blocks, ...appealBlocks(appeal, { say, zone })];
  if (!appeals || !isAppealable(code)) return blocks;
  if (now >= until) return [...blocks, { paragraph: say('appeal.was', { until: instant(until, zone) }) }];
  return [
    ...blocks,
    { paragraph: say('appeal.can', { until: instant(until, zone) }) },
    {
      buttons: [{ label: say('appeal.button'), route: route('select/outcome/appeal', nomination.id) }],
    },
  ];
}

export function appealBlocks(appeal: Appeal, { say, zone }: Pick<Speaker, 'say' | 'zone'>): readonly Block[] {
  const on = instant(appeal.askedAt, zone, 'day');
  if (appeal.verdict === undefined) return [{ paragraph: say('appeal.waits', { on }) }];
  return [
    { paragraph: say(`appeal.${appeal.verdict}`, { on }) },
    { facts: [[say('fact.answer'), [value(appeal.answer || '–')]]] },
  ];
}

/** What the nomination was given, without who gave it. */
export async function componentBlocks(
  records: Records,
  nomination: string,
  { say, house }: Pick<Speaker, 'say' | 'house'>,
): Promise<readonly Block[]> {
  const given = await records.reviews.components(nomination);
  if (!given) return [];
  return [
    { paragraph: say('outcome.score', { score: given.score, reviewers: given.reviewers }) },
    {
      facts: criteria.map((one) => [
        house(`criterion.${one}`),
        say('outcome.component', { rating: given.components[one] }),
      ]),
    },
  ];
}

/** Why no appeal is taken, with the evidence; undefined when one is. */
export function refusedToAppeal(desk: Desk<Key>, { outcome, until }: Ended): Answer | undefined {
  if (!isAppealable(outcome.code)) return desk.refuse('appeal.nothing');
  if (desk.now < until) return undefined;
  return { reply: [{ paragraph: desk.say('appeal.was', { until: instant(until, desk.asker.zone) }) }] };
}

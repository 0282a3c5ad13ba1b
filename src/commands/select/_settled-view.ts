// What a reviewer is shown after a review, and who is told of what it brings about.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { toldOfAssigned } from '#bot/reviews.ts';
import type { Text } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import type { Settled } from '#store/records/reviews.ts';
import { ownReviews } from './_blind-view.ts';
import type { Key } from './words.ts';

/** How it stands after a review was given or abstained from; whoever is asked next, or is lacking, is told. */
export async function settledView(
  desk: Desk<Key>,
  settled: Settled | 'closed' | undefined,
  done: Text,
): Promise<readonly Answer[]> {
  const { records, say } = desk;
  // Not a refusal: the form is done with.
  if (typeof settled !== 'object') return [{ reply: [{ paragraph: say('review.gone') }] }];
  const course = await records.courses.byId(settled.course);
  const own = (await ownReviews(desk)).filter((one) => one.course === settled.course);
  const waiting = own.filter((one) => one.state === 'open').length;
  const count = { done: own.length - waiting, count: own.length };
  const next = { label: say('review.next'), route: route('select/review/next', settled.course) };
  return [
    {
      reply: [
        { paragraph: done },
        { paragraph: waiting > 0 ? say('review.left', count) : say('review.finished', count) },
        ...(waiting > 0 ? [{ buttons: [{ ...next, look: 'primary' as const }] }] : []),
      ],
    },
    ...(course ? await toldOfAssigned(records, course, settled, desk.now) : []),
  ];
}

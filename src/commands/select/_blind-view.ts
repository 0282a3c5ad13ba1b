// A nomination as its reviewer sees it, and how far they have come.
import type { Desk } from '#bot/command.ts';
import { comma } from '#bot/punctuation.ts';
import { reviewsEnd } from '#bot/reviews.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { removedName } from '#exchange/blind.ts';
import { criteria } from '#exchange/scoring.ts';
import type { Course } from '#store/records/courses.ts';
import type { Panel } from '#store/records/panels.ts';
import type { BlindReview, OwnReview } from '#store/records/reviews.ts';
import type { Key } from './words.ts';

export interface Reviewing {
  readonly review: BlindReview;
  readonly course: Course;
  readonly panel: Panel;
}

/** The review, while it is the asker's and may be given or changed. */
export async function reviewingOf(
  desk: Desk<Key>,
  id: string,
): Promise<{ readonly reviewing: Reviewing } | { readonly not: Text }> {
  const { records, say } = desk;
  const review = await records.reviews.blind(id);
  const course = review && (await records.courses.byId(review.course));
  const panel = review && (await records.panels.of(review.course));
  if (!review || !course || !panel) return { not: say('review.gone') };
  if (panel.closedAt !== undefined) return { not: say('review.closed', { title: value(course.title) }) };
  return { reviewing: { review, course, panel } };
}

/** The asker's own, in the order in which they were given out, with the course and panel of those that may be changed. */
export async function ownReviews(desk: Desk<Key>): Promise<readonly OwnReview[]> {
  const { records, asker } = desk;
  const own = asker.person ? await records.reviews.ofReviewer(asker.person.id) : [];
  const open = new Set<string>();
  for (const course of new Set(own.map((one) => one.course)))
    if ((await records.panels.of(course))?.closedAt === undefined) open.add(course);
  return own.filter(({ course }) => open.has(course));
}

/** The next that waits, of this course where one is named; else that there is none, and what may still be changed. */
export async function nextView(desk: Desk<Key>, course: string | undefined): Promise<View> {
  const { say } = desk;
  const own = await ownReviews(desk);
  const waiting = own.filter((one) => one.state === 'open');
  const next = waiting.find((one) => one.course === course) ?? waiting[0];
  if (next) return blindView(desk, next.id);
  if (own.length === 0) return [{ paragraph: say('review.none') }];
  return [{ paragraph: say('review.all', { count: own.length }) }, ...changing(desk, own)];
}

export async function blindView(desk: Desk<Key>, id: string): Promise<View> {
  const { say } = desk;
  const found = await reviewingOf(desk, id);
  if ('not' in found) return [{ paragraph: found.not }];
  const { review, course, panel } = found.reviewing;
  const own = (await ownReviews(desk)).filter((one) => one.course === course.id);
  const number = own.findIndex((one) => one.id === id) + 1;
  const done = own.filter((one) => one.state !== 'open').length;
  const buttons: Button[] = [
    {
      label: say(review.state === 'rated' ? 'review.change' : 'review.rate'),
      route: route('select/review/rate', id),
      look: 'primary',
    },
    { label: say('review.abstain'), route: route('select/abstain/start', id) },
  ];
  return [
    { heading: say('review.heading', { title: value(course.title), number, count: own.length }) },
    ...blindBlocks(desk, found.reviewing),
    {
      paragraph:
        desk.now >= reviewsEnd(panel, course)
          ? say('review.overdue', { done, count: own.length, due: day(panel.due) })
          : say('review.progress', { done, count: own.length, due: day(panel.due) }),
    },
    { buttons },
    ...changing(
      desk,
      own.filter((one) => one.id !== id),
    ),
  ];
}

/** What is known; nothing of it leads to anybody. */
function blindBlocks({ say, house, asker }: Desk<Key>, { review, course }: Reviewing): readonly Block[] {
  const languages = review.languages.map((one) => house(`language.${one}`));
  return [
    {
      facts: [
        [say('fact.purpose'), [value(review.purpose || '–')]],
        [say('fact.rank'), say(`rankBand.${review.rankBand}`)],
        [say('fact.years'), say('fact.years.value', { count: review.yearsOfService })],
        [say('fact.sector'), review.sector ? say(`sector.${review.sector}`) : ['–']],
        [say('fact.languages'), languages.length > 0 ? joined(languages, comma(asker.language)) : ['–']],
        [say('fact.aims'), [value(course.aims)]],
        [say('fact.language'), house(`language.${course.language}`)],
      ],
    },
    ...(review.purpose.includes(removedName) ? [{ paragraph: say('review.removed') }] : []),
    ...(review.isThird ? [{ paragraph: say('review.third') }] : []),
    ...(review.state === 'rated' && review.ratings
      ? [{ paragraph: say('review.given', { ratings: givenIn(review.ratings) }) }]
      : []),
    ...(review.state === 'abstained'
      ? [{ paragraph: say('review.abstained', { reason: value(review.reason ?? '–') }) }]
      : []),
  ];
}

/** In the order of the form: `4 · 3 · 5 · 2 · 1`. */
export function givenIn(ratings: NonNullable<BlindReview['ratings']>): Text {
  return [criteria.map((one) => ratings[one]).join(' · ')];
}

/** A select takes 25 options. */
const mostOptions = 25;

function changing({ say }: Desk<Key>, own: readonly OwnReview[]): readonly Block[] {
  if (own.length === 0) return [];
  return [
    {
      select: {
        label: say('review.choose'),
        route: route('select/review/of'),
        options: own.slice(0, mostOptions).map((one, at) => ({
          value: one.id,
          label: say('review.option', { number: at + 1, state: say(`reviewState.${stateOf(one)}`) }),
        })),
      },
    },
  ];
}

function stateOf({ state }: OwnReview): 'open' | 'rated' | 'abstained' {
  return state === 'recused' ? 'abstained' : state;
}

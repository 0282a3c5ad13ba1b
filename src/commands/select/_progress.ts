// How far the reviews of a course are, and what they come to, for whoever coordinates.
import type { Desk } from '#bot/command.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { comma } from '#bot/punctuation.ts';
import { day, instant, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { reviewableStates, reviewConflict, reviewingStates } from '#exchange/reviewing.ts';
import {
  componentsOf,
  isComplete,
  medianScore,
  ratingsOf,
  spreadOf,
  wantedReviewers,
} from '#exchange/scoring.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Panel } from '#store/records/panels.ts';
import type { Review } from '#store/records/reviews.ts';
import { givenIn } from './_blind-view.ts';
import type { Key } from './words.ts';

interface Row {
  readonly nomination: Nomination;
  readonly reviews: readonly Review[];
  readonly isComplete: boolean;
  readonly spread: number;
  /** How many reviewers more it wants that nobody is asked as yet. */
  readonly wants: number;
}

export interface Progress {
  readonly rows: readonly Row[];
  readonly count: number;
  readonly complete: number;
  /** Reviews that somebody has been asked for and not given. */
  readonly open: number;
  /** Nominations that want a reviewer whom nobody has been asked to be. */
  readonly lacking: number;
}

export async function progressOf({ records }: Desk<Key>, course: Course, panel: Panel): Promise<Progress> {
  const spread = await hubSetting(records, 'review.spread');
  const reviews = Map.groupBy(await records.reviews.of(course.id), (one) => one.nomination);
  const nominations = (await records.nominations.list({ course: course.id })).filter(
    ({ id, state }) => reviews.has(id) || reviewableStates.some((one) => one === state),
  );
  const rows = nominations
    .filter(({ state }) => state !== 'withdrawn')
    .map((nomination): Row => {
      const given = reviews.get(nomination.id) ?? [];
      return {
        nomination,
        reviews: given,
        isComplete: isComplete(given, panel.weights, spread),
        spread: spreadOf(ratingsOf(given), panel.weights),
        wants: wantedReviewers(given, panel.weights, spread).number,
      };
    });
  return {
    rows,
    count: rows.length,
    complete: rows.filter((row) => row.isComplete).length,
    open: rows.reduce((sum, row) => sum + row.reviews.filter((one) => one.state === 'open').length, 0),
    lacking: rows.filter((row) => row.wants > 0).length,
  };
}

/** So many names are told of a list; the number says the rest. */
const mostNamed = 5;

export async function progressView(
  desk: Desk<Key>,
  course: Course,
  panel: Panel,
  progress: Progress,
): Promise<View> {
  const { records, say, asker } = desk;
  const { rows, count, complete } = progress;
  const named = await records.panels.reviewers(course.id);
  const declarations = await records.interests.concerning(course.id);
  const teachers = await records.people.withRole('instructor', course.id, desk.now);
  const people = new Map(
    (
      await records.people.byIds([
        ...new Set([
          ...named,
          ...rows.map(({ nomination }) => nomination.nominee),
          ...declarations.map((one) => one.about),
        ]),
      ])
    ).map((one) => [one.id, one.name]),
  );
  const names = (ids: readonly string[]): Text =>
    joined(
      ids.slice(0, mostNamed).map((id): Text => [value(people.get(id) ?? '–')]),
      comma(asker.language),
    );
  const wide = rows.filter((row) => row.reviews.some((one) => one.isThird));
  const lacking = rows.filter((row) => row.wants > 0).map(({ nomination }) => nomination.nominee);
  const teaching = rows
    .map(({ nomination }) => nomination.nominee)
    .filter((id) => teachers.some((one) => one.id === id));
  const all = rows.flatMap((row) => row.reviews);
  const lines = named.map((id): Text => {
    const own = all.filter((one) => one.reviewer === id && one.state !== 'recused');
    const done = own.filter((one) => one.state !== 'open').length;
    return say('progress.reviewer', { name: value(people.get(id) ?? '–'), done, count: own.length });
  });
  const isUnderWay = reviewingStates.some((state) => state === course.state);
  const notes: Block[] = [
    ...(panel.closedAt === undefined && !isUnderWay ? [{ paragraph: say('progress.later') }] : []),
    ...(lacking.length > 0 && isUnderWay && panel.closedAt === undefined
      ? [
          {
            paragraph: say('progress.lacking', {
              count: lacking.length,
              names: names(lacking),
              evidence: await whyNobody(
                desk,
                named,
                rows.filter((row) => row.wants > 0),
              ),
            }),
          },
        ]
      : []),
    ...(wide.length > 0
      ? [
          {
            paragraph: say('progress.wide', {
              count: wide.length,
              names: names(wide.map(({ nomination }) => nomination.nominee)),
            }),
          },
        ]
      : []),
    ...(teaching.length > 0
      ? [{ paragraph: say('progress.teaching', { count: teaching.length, names: names(teaching) }) }]
      : []),
    ...(declarations.length > 0
      ? [
          { paragraph: say('progress.declared', { count: declarations.length }) },
          {
            list: declarations.slice(0, mostNamed * 2).map((one) =>
              say('progress.declaration', {
                name: value(people.get(one.declarant) ?? '–'),
                interest: say(`interest.${one.interest}`),
                about: value(people.get(one.about) ?? '–'),
              }),
            ),
          },
        ]
      : []),
  ];
  return [
    { heading: say('progress.heading', { title: value(course.title) }) },
    { paragraph: say('progress.count', { complete, count, due: day(panel.due) }) },
    ...(panel.closedAt === undefined
      ? []
      : [{ paragraph: say('progress.closedAt', { at: instant(panel.closedAt, asker.zone) }) }]),
    ...(lines.length > 0 ? [{ list: lines }] : [{ paragraph: say('progress.nobody') }]),
    ...notes,
  ];
}

/** Why none of the reviewers can be asked: what keeps most of them from it. */
async function whyNobody(
  { records, say }: Desk<Key>,
  named: readonly string[],
  rows: readonly Row[],
): Promise<Text> {
  if (named.length < 2) return say('progress.why.few');
  const people = await records.people.byIds(named);
  const isOwn = rows.some(({ nomination, reviews }) =>
    people.some(
      ({ id, organisation }) =>
        !reviews.some((one) => one.reviewer === id) &&
        reviewConflict({ person: id, organisation }, nomination, new Set()) === 'organisation',
    ),
  );
  return say(isOwn ? 'progress.why.organisation' : 'progress.why.used');
}

const onPage = 8;

/** By score, highest first; those without one last, in the order in which they were nominated. */
export async function scoresView(desk: Desk<Key>, course: Course, offset: number): Promise<View> {
  const { records, say } = desk;
  const panel = await records.panels.of(course.id);
  if (!panel) return [{ paragraph: say('progress.noPanel', { title: value(course.title) }) }];
  const { rows } = await progressOf(desk, course, panel);
  if (rows.length === 0) return [{ paragraph: say('scores.none', { title: value(course.title) }) }];
  const scored = rows
    .map((row) => ({
      ...row,
      score: row.isComplete ? medianScore(ratingsOf(row.reviews), panel.weights) : undefined,
    }))
    .toSorted((one, other) => (other.score ?? -1) - (one.score ?? -1));
  const wanted = Number.isInteger(offset) && offset > 0 ? Math.min(offset, rows.length - 1) : 0;
  const first = wanted - (wanted % onPage);
  const page = scored.slice(first, first + onPage);
  const people = new Map(
    (await records.people.byIds(page.map(({ nomination }) => nomination.nominee))).map((one) => [
      one.id,
      one.name,
    ]),
  );
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one.name]));
  const blocks = page.flatMap(({ nomination, reviews, score, spread }): readonly Block[] => {
    const components = componentsOf(ratingsOf(reviews));
    const about = {
      name: value(people.get(nomination.nominee) ?? '–'),
      organisation: value(organisations.get(nomination.organisation) ?? '–'),
    };
    const line =
      score === undefined || !components
        ? say('scores.waiting', { ...about, state: desk.house(`nominationState.${nomination.state}`) })
        : say('scores.line', {
            ...about,
            score,
            components: givenIn(components),
            spread,
          });
    const said = reviews.flatMap(({ flag, remark, reason }): Text[] => [
      ...(flag ? [say('scores.flag', { flag: say(`flag.${flag}`) })] : []),
      ...(remark ? [say('scores.remark', { remark: value(shortened(remark, remarkShown)) })] : []),
      ...(reason ? [say('scores.abstained', { reason: value(shortened(reason, remarkShown)) })] : []),
    ]);
    return [{ paragraph: line }, ...(said.length > 0 ? [{ list: said }] : [])];
  });
  return [
    { heading: say('scores.heading', { title: value(course.title) }) },
    { paragraph: say('scores.order') },
    ...blocks,
    ...turning(desk, course.id, first, rows.length),
  ];
}

/** Two or three of them stand under each nomination. */
const remarkShown = 200;

function turning({ say }: Desk<Key>, course: string, first: number, count: number): readonly Block[] {
  if (count <= onPage) return [];
  const to = (offset: number) => route('select/progress/scores', course, String(offset));
  const buttons: Button[] = [
    ...(first > 0 ? [{ label: say('scores.earlier'), route: to(first - onPage) }] : []),
    ...(first + onPage < count ? [{ label: say('scores.more'), route: to(first + onPage) }] : []),
  ];
  return [
    {
      paragraph: say('scores.shown', { first: first + 1, last: Math.min(first + onPage, count), count }),
    },
    { buttons },
  ];
}

// What is held about somebody of selections by score, as lines that an officer can read.
import type { HouseSay } from '#bot/house-words.ts';
import type { Text } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import { criteria } from '#exchange/scoring.ts';
import type { HeldOfReviews } from '#store/records/held-of-reviews.ts';
import type { Line } from './_data-file.ts';
import type { Key } from './words.ts';

interface Speaker {
  readonly say: Say<Key>;
  readonly house: HouseSay;
  readonly at: (when: number) => Text;
  readonly atOrNone: (when: number | null) => Text | string;
  readonly course: (id: string) => string;
  readonly facts: (...pairs: readonly (readonly [Text, string])[]) => readonly Line[];
}

/** What others gave them leads to others, so only how many did. */
export function reviewSections(
  held: HeldOfReviews,
  { say, house, at, atOrNone, course, facts }: Speaker,
): readonly (readonly [Text, readonly Line[]])[] {
  return [
    [
      say('data.reviewers'),
      [
        ...held.reviewers.map((one): Line => [course(one.course), at(one.namedAt)]),
        ...held.panels.map((one): Line => [course(one.course), at(one.convenedAt)]),
      ],
    ],
    [
      say('data.reviews'),
      [
        ...held.reviews.map(
          (one): Line => [
            course(one.course),
            at(one.changedAt),
            say(`data.review.${one.state}`),
            ...criteria.flatMap((criterion) =>
              one.ratings === null
                ? []
                : [[...house(`criterion.${criterion}`), ` ${one.ratings[criterion]}`]],
            ),
            one.flag === null ? '–' : say(`data.flag.${one.flag}`),
            one.remark ?? one.reason ?? '–',
          ],
        ),
        ...facts([say('data.reviewed'), String(held.reviewed)]),
      ],
    ],
    [
      say('data.interests'),
      [
        ...held.declared.map((one): Line => [say(`data.interest.${one.interest}`), at(one.declaredAt)]),
        ...facts([say('data.declaredOf'), String(held.declaredOf)]),
      ],
    ],
    [
      say('data.outcomes'),
      [
        ...held.outcomes.map(
          (one): Line => [course(one.course), say(`data.outcome.${one.code}`), at(one.at)],
        ),
        ...facts([say('data.confirmed'), String(held.confirmed)]),
      ],
    ],
    [
      say('data.appeals'),
      [
        ...held.appeals.map(
          (one): Line => [
            at(one.askedAt),
            one.grounds,
            one.verdict === null ? '–' : say(`data.appeal.${one.verdict}`),
            one.answer ?? '–',
            atOrNone(one.answeredAt),
          ],
        ),
        ...facts([say('data.heard'), String(held.heard)]),
      ],
    ],
  ];
}

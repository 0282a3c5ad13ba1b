// The design of a course's own questions: who may, what is there so far, and how it is shown.
import type { Asker, Desk } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { CourseState } from '#exchange/course.ts';
import { baseVersions, currentVersions, type Item, roundIdOf } from '#exchange/questionnaire.ts';
import {
  type DesignedSet,
  designedSets,
  designLimits,
  type OwnKind,
  ownQuestions,
  questionOf,
  roomFor,
} from '#exchange/questionnaire-design.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import { setName } from './_items.ts';
import type { Key } from './words.ts';

export const designers = ['coordinator', 'liaison', 'courseManager'] as const;

/** Until it has closed: what is asked at the end may be written until then. */
export const designableStates = [
  'proposed',
  'gated',
  'approved',
  'call-open',
  'call-closed',
  'selecting',
  'confirmed',
  'running',
  'delivered',
  'evaluating',
] as const satisfies readonly CourseState[];

/** The coordinators, the liaison officers of whoever holds the course, and its managers. */
export function mayDesign(asker: Pick<Asker, 'grants'>, course: Course): boolean {
  return (
    hasRole(asker, 'coordinator') ||
    hasRole(asker, 'liaison', course.organisation) ||
    hasRole(asker, 'courseManager', course.id)
  );
}

export interface Design {
  readonly course: Course;
  readonly set: DesignedSet;
  readonly items: readonly Item[];
  /** It is asked when its time comes: by itself, or because somebody designed it. */
  readonly taken: boolean;
  /** It has been asked, so that it stays as it is. */
  readonly asked: boolean;
}

export function isDesigned(set: unknown): set is DesignedSet {
  return typeof set === 'string' && Object.hasOwn(designedSets, set);
}

/** Undefined where the asker may not design, or there is no such course for them. */
export async function designOf(desk: Desk<Key>, id: string, set: unknown): Promise<Design | undefined> {
  const { records, asker } = desk;
  const course = await records.courses.byId(id);
  if (!course || !isDesigned(set) || !mayDesign(asker, course)) return undefined;
  const standard = baseVersions[set];
  const designed = await records.questionnaires.latest(id, set);
  const items = designed?.items ?? (standard && (await records.questionnaires.items(standard))) ?? [];
  const askedOf = set === 'pre-test' ? (['pre-test', 'post-test'] as const) : [set];
  const rounds = await Promise.all(askedOf.map((one) => records.feedback.round(roundIdOf(id, one))));
  const taken = designed !== undefined || currentVersions[set] !== undefined;
  return { course, set, items, taken, asked: rounds.some((round) => round !== undefined) };
}

export function designView(design: Design, desk: Desk<Key>): View {
  const { course, set, items, taken, asked } = design;
  const { say } = desk;
  const own = ownQuestions(items);
  const standard = items.filter((item) => questionOf(item) === undefined).length;
  const to = (action: string) => route(`feedback/design/${action}`, course.id, set);
  const blocks: Block[] = [
    { heading: say('design.heading', { title: value(course.title) }) },
    {
      paragraph: say(standard > 0 ? 'design.beside' : 'design.alone', {
        set: setName(set, say),
        count: standard,
        room: roomFor(items),
      }),
    },
  ];
  if (own.length > 0) blocks.push({ list: own.map((question) => lineOf(question, items, desk)) });
  if (asked)
    return [...blocks, { paragraph: say('design.asked') }, { buttons: [previewButton(design, desk)] }];
  if (own.length === 0) blocks.push({ paragraph: say('design.none') });
  if (set === 'after-action') blocks.push({ paragraph: say(taken ? 'design.taken' : 'design.untaken') });
  const kinds: readonly OwnKind[] = designedSets[set];
  if (roomFor(items) > 0)
    blocks.push({
      select: {
        label: say('design.add'),
        route: to('add'),
        options: kinds.map((kind) => ({ value: kind, label: say(`kind.${kind}`) })),
      },
    });
  if (own.length > 0)
    for (const action of ['change', 'remove'] as const)
      blocks.push({
        select: {
          label: say(`design.${action}`),
          route: to(action),
          options: own.map((question, at) => ({
            value: question,
            label: [value(shortened(`${at + 1}. ${textOf(question, items, desk)}`, designLimits.option))],
          })),
        },
      });
  blocks.push({
    buttons: [
      ...(taken || items.length === 0
        ? []
        : [{ label: say('design.take'), route: to('take'), look: 'primary' as const }]),
      ...(items.length > 0 ? [previewButton(design, desk)] : []),
      { label: say('design.table'), route: to('table') },
      { label: say('design.template'), route: to('template') },
    ],
  });
  return blocks;
}

function previewButton({ course, set }: Design, { say }: Desk<Key>): Button {
  return { label: say('design.preview'), route: route('feedback/preview/start', set, course.id) };
}

function textOf(question: string, items: readonly Item[], { asker }: Desk<Key>): string {
  const item = items.find((one) => questionOf(one) === question);
  return item?.texts?.[asker.language].text ?? '';
}

function lineOf(question: string, items: readonly Item[], desk: Desk<Key>): Text {
  const { say, asker } = desk;
  const all = items.filter((item) => questionOf(item) === question);
  const [item] = all;
  const number = ownQuestions(items).indexOf(question) + 1;
  const options = item?.texts?.[asker.language].options ?? [];
  const right = item?.right === undefined ? undefined : options[Number(item.right) - 1];
  const parts: Text[] = [
    ...all.map(({ texts }): Text => [value(texts?.[asker.language].text ?? '')]),
    ...(options.length > 0
      ? [
          joined(
            options.map((option) => [value(option)]),
            ' / ',
          ),
        ]
      : []),
    ...(right === undefined ? [] : [say('design.right', { right: value(right) })]),
    ...(item?.outcome === undefined ? [] : [say('design.outcome', { outcome: value(item.outcome) })]),
  ];
  return [`${number}. `, ...joined(parts, ' · ')];
}

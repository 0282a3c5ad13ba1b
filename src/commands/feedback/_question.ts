// The form in which a course's own question is written, in four languages, and what may be wrong with it.
import { plainLabel } from '#bot/choice-labels.ts';
import type { Desk, Shape, ShapedField } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { type Language, languages } from '#exchange/languages.ts';
import type { Item } from '#exchange/questionnaire.ts';
import {
  type DesignProblem,
  designLimits,
  itemsOf,
  type OwnKind,
  ownKinds,
  questionOf,
  readQuestion,
  type SelfRatedWords,
  type WrittenQuestion,
} from '#exchange/questionnaire-design.ts';
import { type FeedbackSay, type Key, words } from './words.ts';

/** Ten answers and their question, with room for what is too long and has to be shown again. */
const longestText = 1_500;

export function isOwnKind(kind: unknown): kind is OwnKind {
  return ownKinds.some((one) => one === kind);
}

/** Four texts, the asker's own language first; then what else belongs to it. */
export function questionForm(kind: OwnKind, { say, house, asker }: Desk<Key>): Shape {
  const inOrder = [asker.language, ...languages.filter((language) => language !== asker.language)];
  const text = (language: Language): ShapedField => ({
    field: ask.text({ max: longestText, lines: 'many' }),
    label: say('design.in', { language: house(`language.${language}`) }),
    hint: say(`design.hint.${kind}`),
  });
  const right: ShapedField = {
    field: ask.number({ min: 1, max: designLimits.options }),
    label: say('design.rightNumber'),
    hint: say('design.rightNumber.hint'),
  };
  const outcome: ShapedField = {
    field: optional(ask.text({ max: designLimits.outcome })),
    label: say('design.about'),
    hint: say('design.about.hint'),
  };
  return {
    title: say('design.question'),
    asks: {
      ...Object.fromEntries(inOrder.map((language) => [fieldOf(language), text(language)])),
      ...(kind === 'test' ? { right } : {}),
      outcome,
    },
    pages: [
      { heading: say(`kind.${kind}`), fields: inOrder.map(fieldOf) },
      { heading: say('design.more'), fields: [...(kind === 'test' ? ['right'] : []), 'outcome'] },
    ],
  };
}

function fieldOf(language: Language): string {
  return `text-${language}`;
}

export function writtenFrom(kind: OwnKind, given: Readonly<Record<string, unknown>>): WrittenQuestion {
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  const outcome = text('outcome');
  return {
    kind,
    texts: inAll((language) => text(fieldOf(language))),
    right: typeof given.right === 'number' ? given.right : undefined,
    ...(outcome === '' ? {} : { outcome }),
  };
}

/** What stands in the form when a question is changed. */
export function filledFrom(question: string, items: readonly Item[]): Record<string, string | number> {
  const [item] = items.filter((one) => questionOf(one) === question);
  if (!item?.texts) return {};
  const { texts, right, outcome } = item;
  const { before } = selfRated();
  const isPair = item.id.endsWith('-before');
  const written = (language: Language) => {
    const { text, options = [] } = texts[language];
    const bare = isPair ? text.slice(before[language].length + 1) : text;
    return [bare, ...options].join('\n');
  };
  return {
    ...Object.fromEntries(languages.map((language) => [fieldOf(language), written(language)])),
    ...(right === undefined ? {} : { right: Number(right) }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** Which kind of question an item belongs to. */
export function kindOf(question: string, items: readonly Item[]): OwnKind | undefined {
  const item = items.find((one) => questionOf(one) === question);
  if (item?.id.endsWith('-before')) return 'self-rated';
  return isOwnKind(item?.kind) ? item.kind : undefined;
}

/** Self-rated answers are called so in the question itself, in every language (product §4.2). */
function selfRated(): SelfRatedWords {
  const said = (key: 'design.before' | 'design.now') =>
    inAll((language) => plainLabel(words.in(language)(key), language));
  return { before: said('design.before'), now: said('design.now') };
}

export type Understood =
  | { readonly items: readonly Item[] }
  | { readonly problems: readonly DesignProblem[] };

export function understand(base: string, written: WrittenQuestion): Understood {
  const beginnings = selfRated();
  const lengths = Object.values(beginnings).flatMap((said) =>
    Object.values(said).map(({ length }) => length),
  );
  const room = written.kind === 'self-rated' ? Math.max(...lengths) + 1 : 0;
  const read = readQuestion(written, room);
  return 'problems' in read ? read : { items: itemsOf(base, written, read.wordings, beginnings) };
}

/** Sentences by field: what is wrong stands where it can be put right. */
export function correcting(
  problems: readonly DesignProblem[],
  desk: Pick<Desk<Key>, 'say' | 'house'>,
): Readonly<Record<string, Text>> {
  const byField = Map.groupBy(problems, (problem) =>
    problem.id === 'right' ? 'right' : fieldOf(problem.language),
  );
  return Object.fromEntries(
    [...byField].map(([field, all]) => [
      field,
      joined(
        all.map((problem) => sentence(problem, desk)),
        ' ',
      ),
    ]),
  );
}

export function sentence(
  problem: DesignProblem,
  { say, house }: { readonly say: FeedbackSay; readonly house: Desk['house'] },
): Text {
  if (problem.id === 'right')
    return say('design.problem.right', { given: value(problem.given), most: problem.most });
  const language = house(`language.${problem.language}`);
  switch (problem.id) {
    case 'missing':
    case 'copied':
      return say(`design.problem.${problem.id}`, { language });
    case 'too-long': {
      const { text, length, most } = problem;
      return say('design.problem.too-long', { language, text: value(text), length, most });
    }
    case 'options':
      return say('design.problem.options', { language, given: problem.given, most: problem.most });
    case 'uneven':
      return say('design.problem.uneven', { language, given: problem.given, wanted: problem.wanted });
    case 'twice':
      return say('design.problem.twice', { language, text: value(problem.text) });
  }
}

function inAll<Said>(said: (language: Language) => Said): Readonly<Record<Language, Said>> {
  return { en: said('en'), fr: said('fr'), es: said('es'), ar: said('ar') };
}

// What a questionnaire asks, as the form that asks it: standard items in the house's words, own ones in their designer's.
import type { Shape, ShapedField, ShapedPage } from '#bot/command.ts';
import { ask, type Field, type SuggestedField } from '#bot/field.ts';
import { type Text, value } from '#bot/text.ts';
import type { Language } from '#exchange/languages.ts';
import { answerTextLimit, type Item, type QuestionSet } from '#exchange/questionnaire.ts';
import { questionOf } from '#exchange/questionnaire-design.ts';
import { type FeedbackSay, type Key, words } from './words.ts';

interface Reader {
  readonly say: FeedbackSay;
  readonly language: Language;
}

/** The form of a set, on as many pages as it has; undefined where nothing is asked. */
export function formOf(set: QuestionSet, items: readonly Item[], reader: Reader): Shape | undefined {
  const pages = [...Map.groupBy(items, (item) => item.page)].sort(([one], [other]) => one - other);
  if (pages.length === 0) return undefined;
  return {
    title: titleOf(set, reader.say),
    asks: Object.fromEntries(items.map((item, at) => [item.id, fieldOf(item, at + 1, reader)])),
    pages: pages.map(
      ([page, asked]): ShapedPage => ({
        heading: headingOf(set, page, asked, reader),
        fields: asked.map(({ id }) => id),
      }),
    ),
  };
}

function headingOf(set: QuestionSet, page: number, asked: readonly Item[], { say }: Reader): Text {
  if (asked.every(({ kind }) => kind === 'test')) return say('page.test');
  const key = `page.${set}.${page}`;
  const isOwn = asked.some((item) => questionOf(item) !== undefined);
  return !isOwn && words.has(key) ? say(key) : say('page.own');
}

/** Discord's label; what is longer stands below its number. */
const longestLabel = 45;

function fieldOf(item: Item, number: number, { say, language }: Reader): ShapedField {
  const field = { ...inputFor(item), required: !item.optional };
  if (item.texts) {
    const { text } = item.texts[language];
    if (text.length <= longestLabel) return { field, label: [value(text)], hint: hintFor(item, say) };
    return { field, label: say('number', { number }), question: [value(text)] };
  }
  const label = `field.${item.id}.label`;
  const hint = `field.${item.id}.hint`;
  return {
    field,
    label: words.has(label) ? say(label) : [value(item.id)],
    hint: words.has(hint) ? say(hint) : undefined,
  };
}

/** Every box for free text carries the warning (product §1a, 28). */
function hintFor({ kind }: Item, say: FeedbackSay): Text | undefined {
  return kind === 'text' ? say('field.anything-else.hint') : undefined;
}

function inputFor({ kind, options = [], texts }: Item): Exclude<Field, SuggestedField<unknown>> {
  switch (kind) {
    case 'rating':
      return ask.rating({ from: 1, to: 5, named: 'agreement' });
    case 'recommend':
      return ask.rating({ from: 0, to: 10, named: 'recommend' });
    case 'text':
      return ask.text({ max: answerTextLimit, lines: 'many' });
    case 'choice':
    case 'test':
      return ask.choice(
        options,
        texts ? (option, language) => texts[language].options?.[options.indexOf(option)] ?? option : 'answer',
      );
  }
}

/** What a form or a line calls the questionnaire, for those who are asked. */
export function titleOf(set: QuestionSet, say: FeedbackSay): Text {
  return say(set === 'reaction' ? 'answer.title' : `title.${set}`);
}

/** How a set is called, as one of those that can be designed or looked at. */
export function setName(set: QuestionSet, say: FeedbackSay): Text {
  const key: Key = set === 'post-test' ? 'design.set.pre-test' : `design.set.${set}`;
  return say(key);
}

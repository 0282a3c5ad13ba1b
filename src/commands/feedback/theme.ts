// /feedback theme: a theme of what people write, with its name and its words in four languages; new, or changed from the list.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { comma } from '#bot/punctuation.ts';
import { givenText } from '#bot/record-fields.ts';
import { type Text, value } from '#bot/text.ts';
import { type Language, languages } from '#exchange/languages.ts';
import { seemsToNameSomebody } from '#exchange/people-in-text.ts';
import { contactDetailIn, identityIn } from '#exchange/personal-data.ts';
import { shortened } from '#exchange/text-input.ts';
import { type KeywordProblem, readKeywords, type Theme } from '#exchange/themes.ts';
import { standingThemes } from './_themes-views.ts';
import { type FeedbackSay, type Key, words } from './words.ts';

const called = ask.text({ max: 40 });
const listed = optional(ask.text({ max: 2000, lines: 'many' }));

export default defineCommand({
  path: 'feedback theme',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    theme: optional(ask.text({ max: 40 })),
    'name-en': called,
    'name-fr': called,
    'name-es': called,
    'name-ar': called,
    'words-en': listed,
    'words-fr': listed,
    'words-es': listed,
    'words-ar': listed,
    'look-for': optional(ask.yesNo()),
  },
  carries: ['theme'],
  pages: [
    ['name-en', 'name-fr', 'name-es', 'name-ar'],
    ['words-en', 'words-fr', 'words-es', 'words-ar', 'look-for'],
  ],
  introduction: async (_given, { say }) => [say('theme.introduction')],
  async prefill(given, desk) {
    const theme = (await standingThemes(desk)).find(({ id }) => id === givenText(given, 'theme'));
    if (!theme) return {};
    const { names, keywords, dropped } = theme;
    return {
      ...Object.fromEntries(languages.map((one) => [`name-${one}`, names[one]])),
      ...Object.fromEntries(languages.map((one) => [`words-${one}`, keywords[one].join(`${comma(one)} `)])),
      'look-for': !dropped,
    };
  },
  async run({ theme: id, 'look-for': lookFor = true, ...typed }, desk) {
    const { records, say, asker } = desk;
    const known = id === undefined ? undefined : (await standingThemes(desk)).find((one) => one.id === id);
    if (id !== undefined && !known) return desk.refuse('theme.gone');
    const read = readTheme(typed, desk);
    if ('correct' in read) return read;
    const { names, keywords } = read;
    await records.themes.set({ id: known?.id, names, keywords, dropped: !lookFor });
    const facts = { theme: value(names[asker.language]) };
    return { reply: [{ paragraph: say(lookFor ? 'theme.kept' : 'theme.dropped', facts) }] };
  },
});

type Typed = Readonly<Record<`name-${Language}`, string> & Record<`words-${Language}`, string | undefined>>;

/** The theme as it was typed, or what is wrong with which box. */
function readTheme(
  typed: Typed,
  { say }: Desk<Key>,
): Pick<Theme, 'names' | 'keywords'> | { readonly correct: Readonly<Record<string, Text>> } {
  const problems: Record<string, Text> = {};
  const keywords: Record<Language, readonly string[]> = { en: [], fr: [], es: [], ar: [] };
  for (const language of languages) {
    const name = typed[`name-${language}`];
    if (leadsToSomebody(name)) problems[`name-${language}`] = say('theme.person');
    const read = readKeywords(typed[`words-${language}`] ?? '', language);
    if ('problem' in read) problems[`words-${language}`] = problemIn(read.problem, say);
    else keywords[language] = read.keywords;
  }
  const hasWords = languages.some((language) => keywords[language].length > 0);
  if (!hasWords && Object.keys(problems).length === 0) problems['words-en'] = say('theme.wordless');
  if (Object.keys(problems).length > 0) return { correct: problems };
  const { 'name-en': en, 'name-fr': fr, 'name-es': es, 'name-ar': ar } = typed;
  return { names: { en, fr, es, ar }, keywords };
}

function problemIn(problem: KeywordProblem, say: FeedbackSay): Text {
  switch (problem.id) {
    case 'too-many':
      return say('theme.tooMany', { count: problem.count, most: problem.most });
    case 'too-long':
      return say('theme.tooLong', { word: value(shortened(problem.keyword, 30)), most: problem.most });
    case 'too-short':
      return say('theme.tooShort', { word: value(problem.keyword), least: problem.least });
    case 'no-word':
      return say('theme.noWord', { word: value(problem.keyword) });
  }
}

/** A theme is read by everybody who reads a summary. */
function leadsToSomebody(name: string): boolean {
  return contactDetailIn(name) !== undefined || identityIn(name) !== undefined || seemsToNameSomebody(name);
}

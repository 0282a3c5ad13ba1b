// What people wrote, as those who read a summary are told: themes of three people or more, and nobody's words unasked.
import { joined, type Text, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { themesNow, themesOf } from '#bot/written-comments.ts';
import { themesToShow } from '#exchange/comments.ts';
import { type Language, languages } from '#exchange/languages.ts';
import type { Paraphrase } from '#exchange/themes.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { Records } from '#store/store.ts';
import type { FeedbackSay } from './words.ts';

export interface ThemeReader {
  readonly records: Records;
  readonly say: FeedbackSay;
  readonly language: Language;
}

/** A theme as it is told. */
export interface ToldTheme {
  readonly id: string;
  readonly name: Text;
  readonly people: number;
  readonly sentence: Text | undefined;
}

export interface ToldComments {
  /** How many people wrote something. */
  readonly wrote: number;
  readonly themes: readonly ToldTheme[];
  /** How many comments may be read word for word. */
  readonly quotable: number;
}

/** Undefined before anything is released. A theme that is no longer looked for is told by whoever still has its name. */
export async function toldComments(
  round: FeedbackRound,
  { records, language }: Pick<ThemeReader, 'records' | 'language'>,
): Promise<ToldComments | undefined> {
  const kept = await themesOf(records, round.id);
  if (!kept) return undefined;
  const names = new Map((await themesNow(records)).map(({ id, names: called }) => [id, called[language]]));
  const themes = themesToShow(kept.counts.themes).flatMap(({ theme, people }): ToldTheme[] => {
    const name = names.get(theme);
    if (name === undefined) return [];
    return [
      { id: theme, name: [value(name)], people, sentence: sentenceIn(kept.paraphrases[theme], language) },
    ];
  });
  return { wrote: kept.counts.wrote, themes, quotable: kept.counts.quotable };
}

/** In the reader's language, or else in the first that it was written in. */
function sentenceIn(paraphrase: Paraphrase | undefined, language: Language): Text | undefined {
  const written = [language, ...languages].map((one) => paraphrase?.[one]).find((one) => one !== undefined);
  return written === undefined ? undefined : [value(written)];
}

/** The part of a summary that says what people wrote: at most so many themes, each with its sentence; the way to quotes. */
export interface ThemesPart {
  readonly blocks: readonly Block[];
  /** For where a summary says what is not shown. */
  readonly withheld: readonly Text[];
}

export async function themesPart(round: FeedbackRound, reader: ThemeReader, most = 3): Promise<ThemesPart> {
  const { say } = reader;
  const told = await toldComments(round, reader);
  if (!told || told.wrote === 0) return { blocks: [{ paragraph: say('themes.nobody') }], withheld: [] };
  const shown = told.themes.slice(0, most);
  const quotes = { label: say('themes.quotes'), route: route('feedback/themes/quotes', round.id, '0') };
  const blocks: readonly Block[] = [
    ...(shown.length > 0
      ? [
          { paragraph: say('themes.shown', { wrote: told.wrote }) },
          { list: shown.map((theme) => themeLine(theme, say)) },
        ]
      : [{ paragraph: say('themes.few') }]),
    ...(told.quotable > 0 ? [{ buttons: [quotes] }] : []),
  ];
  return { blocks, withheld: [say('themes.withheld')] };
}

/** What is kept back, and why. */
export function notShown(lines: readonly Text[], say: FeedbackSay): readonly Block[] {
  if (lines.length === 0) return [];
  return [
    { paragraph: say('line', { label: [{ bold: say('summary.withheld') }], text: joined(lines, ' ') }) },
  ];
}

function themeLine({ name, people, sentence }: ToldTheme, say: FeedbackSay): Text {
  const theme = say('themes.people', { theme: name, count: people });
  return sentence ? say('line', { label: theme, text: sentence }) : theme;
}

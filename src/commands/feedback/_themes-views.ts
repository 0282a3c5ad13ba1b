// The views of /feedback themes: the list, a round by theme, and pages of what was written.
import type { Desk } from '#bot/command.ts';
import { type Part, type Text, value } from '#bot/text.ts';
import { type Block, type Button, type Route, route, type View } from '#bot/view.ts';
import { commentsOf, themesNow, themesOf } from '#bot/written-comments.ts';
import { countComments, mayBeQuoted, type ReadComment, themesToShow } from '#exchange/comments.ts';
import { languages } from '#exchange/languages.ts';
import { standardThemes } from '#exchange/standard-themes.ts';
import { shortened } from '#exchange/text-input.ts';
import { type SuggestedWord, suggestedWords } from '#exchange/theme-suggestions.ts';
import { type Theme, themeMatcher } from '#exchange/themes.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import { notShown, themesPart, toldComments } from './_themes.ts';
import { type FeedbackSay, type Key, words } from './words.ts';

/** The chosen value for what no theme was found for; ids of themes are words. */
const withoutTheme = '-';

/** A select takes 25 (Discord's limit); one is what has no theme. */
const themesInSelect = 24;
const wordsSuggested = 8;
const earlierRounds = 20;
const commentsOnPage = 5;

/** Also those that are dropped: they can be taken up again. */
export async function standingThemes({
  records,
}: Pick<Desk<Key>, 'records'>): Promise<readonly (Theme & { readonly dropped: boolean })[]> {
  const changed = await records.themes.changed();
  const standard = standardThemes
    .filter(({ id }) => !changed.some((one) => one.id === id))
    .map((theme) => ({ ...theme, dropped: false }));
  return [...standard, ...changed];
}

export async function themesView(desk: Desk<Key>): Promise<View> {
  const { say, asker } = desk;
  const themes = await standingThemes(desk);
  const sorted = themes.toSorted((one, other) =>
    one.names[asker.language].localeCompare(other.names[asker.language], asker.language),
  );
  const blocks: Block[] = [
    { heading: say('themes.heading') },
    { paragraph: say('themes.introduction') },
    { list: sorted.map((theme) => listed(theme, desk)) },
  ];
  for (let first = 0; first < sorted.length; first += themesInSelect) {
    blocks.push({
      select: {
        label: say('themes.change'),
        route: route('feedback/themes/edit', String(first)),
        options: sorted
          .slice(first, first + themesInSelect)
          .map(({ id, names }) => ({ value: id, label: [value(names[asker.language])] })),
      },
    });
  }
  blocks.push({ buttons: [{ label: say('themes.add'), route: route('feedback/themes/add') }] });
  return blocks;
}

function listed(theme: Theme & { readonly dropped: boolean }, { say, asker }: Desk<Key>): Text {
  const name = value(theme.names[asker.language]);
  if (theme.dropped) return say('themes.dropped', { theme: name });
  const count = languages.reduce((sum, language) => sum + theme.keywords[language].length, 0);
  return say('themes.listed', { theme: name, count });
}

/** Undefined while nothing has been released. */
export async function roundView(desk: Desk<Key>, round: FeedbackRound): Promise<View | undefined> {
  const { records, say, asker } = desk;
  const told = await toldComments(round, { records, language: asker.language });
  if (!told) return undefined;
  const heading: Block = { heading: say('themes.of', { title: await titleOf(desk, round) }) };
  const comments = await commentsOf(records, round.id);
  if (comments.length === 0 && told.wrote === 0) return [heading, { paragraph: say('themes.nobody') }];
  const counts = countComments(comments);
  const kept = await themesOf(records, round.id);
  const themes = await themesPart(round, { records, say, language: asker.language }, themesInSelect);
  const isNew = comments.length > 0 && JSON.stringify(kept?.counts) !== JSON.stringify(counts);
  return [
    heading,
    {
      facts: [
        [
          say('themes.wrote'),
          say('themes.wrote.value', { wrote: told.wrote, released: kept?.released ?? 0 }),
        ],
        [say('themes.mayQuote'), say('themes.comments', { count: told.quotable })],
        [say('themes.confidential'), say('themes.comments', { count: counts.confidential })],
      ],
    },
    ...themes.blocks,
    ...notShown(themes.withheld, say),
    ...(comments.length > 0 ? [await themeSelect(desk, round, counts.themes, comments)] : []),
    ...(await suggestionBlocks(desk, round, comments)),
    {
      buttons: [
        ...(isNew ? [{ label: say('themes.count'), route: route('feedback/themes/count', round.id) }] : []),
        { label: say('themes.all'), route: route('feedback/themes/list') },
      ],
    },
  ];
}

async function themeSelect(
  { records, say, asker }: Desk<Key>,
  round: FeedbackRound,
  counts: Readonly<Record<string, number>>,
  comments: readonly ReadComment[],
): Promise<Block> {
  const themes = await themesNow(records);
  const shown = themesToShow(counts).slice(0, themesInSelect);
  const others = comments.filter(
    ({ themes: found }) => !found.some((one) => shown.some(({ theme }) => theme === one)),
  );
  return {
    select: {
      label: say('themes.open'),
      route: route('feedback/themes/open', round.id),
      options: [
        ...shown.map(({ theme, people }) => ({
          value: theme,
          label: say('themes.people', { theme: value(nameIn(themes, theme, asker.language)), count: people }),
        })),
        ...(others.length > 0 ? [{ value: withoutTheme, label: say('themes.rest') }] : []),
      ],
    },
  };
}

function nameIn(themes: readonly Theme[], id: string, language: keyof Theme['names']): string {
  return themes.find((one) => one.id === id)?.names[language] ?? id;
}

async function suggestionBlocks(
  desk: Desk<Key>,
  round: FeedbackRound,
  comments: readonly ReadComment[],
): Promise<readonly Block[]> {
  const { say } = desk;
  const suggestions = await suggestionsFor(desk, round, comments);
  if (suggestions.length === 0) return [];
  return [
    { paragraph: say('themes.suggested') },
    {
      select: {
        label: say('themes.take'),
        route: route('feedback/themes/take', round.id),
        options: suggestions.map(({ language, word, near = '', people }) => ({
          value: `${language}:${near}:${word}`,
          label: say('themes.word', { word: value(word), count: people }),
        })),
      },
    },
  ];
}

/** Beside what was written in the latest rounds, because a word is telling where others do not write it. */
async function suggestionsFor(
  { records }: Desk<Key>,
  round: FeedbackRound,
  comments: readonly ReadComment[],
): Promise<readonly SuggestedWord[]> {
  if (comments.length === 0) return [];
  const latest = await records.feedback.rounds('closed', { latestFirst: true, most: earlierRounds + 1 });
  const earlier: ReadComment[] = [];
  for (const { id } of latest) if (id !== round.id) earlier.push(...(await commentsOf(records, id)));
  const match = themeMatcher(await themesNow(records));
  const open = comments.filter(({ confidential }) => !confidential);
  return suggestedWords(
    open,
    earlier,
    (words, language) => match(words, language).length > 0,
    () => false,
    wordsSuggested,
  );
}

/** Into which theme a word that was suggested may go: the one near it first. */
export async function wordView(desk: Desk<Key>, chosen: string): Promise<View> {
  const { say, asker } = desk;
  const [code = '', near = '', word = ''] = chosen.split(':');
  const themes = await standingThemes(desk);
  const sorted = [...themes.filter(({ id }) => id === near), ...themes.filter(({ id }) => id !== near)];
  const to = route('feedback/themes/into', code, word);
  return [
    { paragraph: say('themes.into', { word: value(word) }) },
    {
      select: {
        label: say('themes.into.theme'),
        route: to,
        options: sorted
          .slice(0, themesInSelect)
          .map(({ id, names }) => ({ value: id, label: [value(names[asker.language])] })),
      },
    },
    { buttons: [{ label: say('themes.into.new'), route: route('feedback/themes/into', code, word, 'new') }] },
  ];
}

/** A page of what was written on a theme, or on none that is shown, with the way to its sentence and its words. */
export async function commentsView(
  desk: Desk<Key>,
  round: FeedbackRound,
  theme: string,
  offset: number,
): Promise<View | undefined> {
  const { records, say, asker } = desk;
  const comments = await commentsOf(records, round.id);
  if (comments.length === 0) return undefined;
  const shown = themesToShow(countComments(comments).themes).map((one) => one.theme);
  const isRest = !shown.includes(theme);
  const those = comments.filter(({ themes }) =>
    isRest ? !themes.some((one) => shown.includes(one)) : themes.includes(theme),
  );
  const named = nameIn(await themesNow(records), theme, asker.language);
  const told = await toldComments(round, { records, language: asker.language });
  const sentence = told?.themes.find(({ id }) => id === theme)?.sentence;
  const title = await titleOf(desk, round);
  return [
    { heading: isRest ? say('themes.rest.of', { title }) : say('themes.on', { theme: value(named), title }) },
    ...(sentence ? [{ paragraph: sentence }] : []),
    ...(await pageOf(
      those,
      round,
      offset,
      (start) => route('feedback/themes/page', round.id, isRest ? withoutTheme : theme, start),
      desk,
    )),
    {
      buttons: [
        ...(isRest
          ? []
          : [
              {
                label: say('themes.sentence'),
                route: route('feedback/themes/word', round.id, theme),
                look: 'primary' as const,
              },
              { label: say('themes.edit'), route: route('feedback/themes/edit', theme) },
            ]),
        { label: say('themes.back'), route: route('feedback/themes/round', round.id) },
      ],
    },
  ];
}

/** What its writers agreed to have quoted and names nobody: the only words of theirs that others read. */
export async function quotesView(desk: Desk<Key>, round: FeedbackRound, offset: number): Promise<View> {
  const { records, say } = desk;
  const quotable = (await commentsOf(records, round.id)).filter(mayBeQuoted);
  const heading = { heading: say('themes.quotes.of', { title: await titleOf(desk, round) }) };
  if (quotable.length === 0) return [heading, { paragraph: say('themes.quotes.none') }];
  return [
    heading,
    ...(await pageOf(
      quotable,
      round,
      offset,
      (start) => route('feedback/themes/turn', round.id, start),
      desk,
    )),
  ];
}

async function pageOf(
  comments: readonly ReadComment[],
  round: FeedbackRound,
  offset: number,
  to: (start: string) => Route,
  { records, say, asker }: Desk<Key>,
): Promise<readonly Block[]> {
  const items = (await records.questionnaires.items(round.questionnaire)) ?? [];
  const labelled = new Map(items.map(({ id, texts }) => [id, texts?.[asker.language].text]));
  const first = Number.isInteger(offset) && offset > 0 && offset < comments.length ? offset : 0;
  const page = comments.slice(first, first + commentsOnPage);
  const last = first + page.length;
  const buttons: Button[] = [
    ...(first > 0
      ? [{ label: say('themes.page.back'), route: to(String(Math.max(0, first - commentsOnPage))) }]
      : []),
    ...(last < comments.length ? [{ label: say('themes.page.next'), route: to(String(last)) }] : []),
  ];
  return [
    { list: page.map((comment) => written(comment, labelled.get(comment.item), say)) },
    ...(page.length < comments.length
      ? [{ paragraph: say('themes.page', { first: first + 1, last, count: comments.length }) }]
      : []),
    ...(buttons.length > 0 ? [{ buttons }] : []),
  ];
}

/** An own item is asked in its own words; all others in those of the house. */
function written({ item, text, confidential }: ReadComment, own: string | undefined, say: FeedbackSay): Text {
  const key = `question.${item}`;
  const label = own === undefined && words.has(key) ? say(key) : [value(own ?? item)];
  const facts = { label, text: value(text) };
  return confidential ? say('themes.comment.confidential', facts) : say('line', facts);
}

/** Of the course, or of the event. */
export async function titleOf({ records }: Pick<Desk<Key>, 'records'>, round: FeedbackRound): Promise<Part> {
  const course = round.course === null ? undefined : await records.courses.byId(round.course);
  if (course) return value(course.title);
  const edition = round.edition === null ? undefined : await records.symposia.byId(round.edition);
  return value(shortened(edition?.title ?? '', 120));
}

// /feedback paraphrase: what the people who wrote on a theme meant, in one sentence of the coordinator's.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional, type RawValues } from '#bot/field.ts';
import { givenText } from '#bot/record-fields.ts';
import { command, type Text, value } from '#bot/text.ts';
import { countAnew } from '#bot/written-comments.ts';
import { type Language, languages } from '#exchange/languages.ts';
import { seemsToNameSomebody } from '#exchange/people-in-text.ts';
import { contactDetailIn, identityIn } from '#exchange/personal-data.ts';
import { paraphraseLimit } from '#exchange/themes.ts';
import { toldComments } from './_themes.ts';
import { type Key, words } from './words.ts';

const sentence = optional(ask.text({ max: paraphraseLimit, lines: 'many' }));

export default defineCommand({
  path: 'feedback paraphrase',
  words,
  who: ['coordinator'],
  access: 'write',
  typed: 'nothing',
  asks: {
    round: ask.text({ max: 60 }),
    theme: ask.text({ max: 40 }),
    'text-en': sentence,
    'text-fr': sentence,
    'text-es': sentence,
    'text-ar': sentence,
  },
  carries: ['round', 'theme'],
  pages: [['text-en', 'text-fr', 'text-es', 'text-ar']],
  /** Typed by itself, it says where its button is. */
  async admit(given, desk) {
    if (await toldTheme(given, desk)) return undefined;
    const facts = { command: command('feedback themes') };
    if (givenText(given, 'theme') !== undefined) return desk.refuse('paraphrase.notShown', facts);
    return { reply: [{ paragraph: desk.say('paraphrase.where', facts) }] };
  },
  async introduction(given, desk) {
    const theme = await toldTheme(given, desk);
    if (!theme) return [];
    return [desk.say('paraphrase.introduction', { theme: theme.name, count: theme.people })];
  },
  async prefill(given, { records }) {
    const [round, theme] = [givenText(given, 'round') ?? '', givenText(given, 'theme') ?? ''];
    const kept = (await records.themes.ofRound(round))?.paraphrases[theme] ?? {};
    return Object.fromEntries(languages.flatMap((one) => (kept[one] ? [[`text-${one}`, kept[one]]] : [])));
  },
  async run({ round: id, theme, ...typed }, desk) {
    const { records, say } = desk;
    const told = await toldTheme({ round: id, theme }, desk);
    if (!told) return desk.refuse('paraphrase.notShown', { command: command('feedback themes') });
    const problems: Record<string, Text> = {};
    const wording: Partial<Record<Language, string>> = {};
    for (const language of languages) {
      const text = typed[`text-${language}`];
      if (text === undefined) continue;
      const [contact, identity] = [contactDetailIn(text), identityIn(text)];
      if (contact !== undefined)
        problems[`text-${language}`] = say('answer.contact', { found: value(contact) });
      else if (identity !== undefined)
        problems[`text-${language}`] = say('answer.identity', { found: value(identity) });
      else if (seemsToNameSomebody(text)) problems[`text-${language}`] = say('paraphrase.person');
      else wording[language] = text;
    }
    if (Object.keys(problems).length > 0) return { correct: problems };
    // What the sentence stands beside is kept with it.
    if (!(await records.themes.ofRound(id))) await countAnew(records, id);
    await records.themes.paraphrase(id, theme, wording);
    const isEmpty = Object.keys(wording).length === 0;
    return {
      reply: [{ paragraph: say(isEmpty ? 'paraphrase.emptied' : 'paraphrase.kept', { theme: told.name }) }],
    };
  },
});

async function toldTheme(given: RawValues, { records, asker }: Desk<Key>) {
  const round = await records.feedback.round(givenText(given, 'round') ?? '');
  const told = round && (await toldComments(round, { records, language: asker.language }));
  return told?.themes.find(({ id }) => id === givenText(given, 'theme'));
}

// /my language: the language that everything is said in to this person, whatever their client speaks.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { houseWords } from '#bot/house-words.ts';
import { languages } from '#exchange/languages.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'my language',
  words,
  who: 'anyone',
  access: 'write',
  servesUntied: true,
  asks: { language: ask.choice(languages, 'language') },
  pages: [['language']],
  prefill: async (_given, { asker }) => ({ language: asker.language }),
  async run({ language }, desk) {
    if (!desk.asker.person) return desk.refuse('needs.member');
    await desk.records.people.change(desk.asker.person.id, { language });
    // Said in the language that was just chosen, so that a wrong choice is seen at once.
    const say = words.in(language);
    return {
      reply: [
        { paragraph: say('language.set', { language: houseWords.in(language)(`language.${language}`) }) },
      ],
    };
  },
});

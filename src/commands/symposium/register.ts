// /symposium register: a member says in which track they come.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { day, value } from '#bot/text.ts';
import { audienceTracks } from '#exchange/symposium.ts';
import { askEdition } from './_edition-field.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'symposium register',
  words,
  who: 'member',
  access: 'write',
  asks: { edition: askEdition(['dated']), track: ask.choice(audienceTracks, 'track') },
  pages: [['edition', 'track']],
  async admit(_given, desk) {
    const dated = await desk.records.symposia.editions({ states: ['dated'] });
    return dated.length === 0 ? desk.refuse('register.none') : undefined;
  },
  async prefill(_given, desk) {
    const [only, ...others] = await desk.records.symposia.editions({ states: ['dated'] });
    return only && others.length === 0 ? { edition: only.id } : {};
  },
  async run({ edition: id, track }, desk) {
    const edition = await desk.records.symposia.byId(id);
    const person = desk.asker.person;
    if (!edition || !person) return desk.refuse('gone');
    if (edition.state !== 'dated' || edition.startsOn === undefined) {
      return desk.refuse('register.closed', {
        title: value(edition.title),
        state: desk.say(`state.${edition.state}`),
      });
    }
    const first = await desk.records.symposia.register(id, person.id, track);
    const facts = {
      title: value(edition.title),
      from: day(edition.startsOn),
      track: desk.say(`track.${track}`),
    };
    return [
      {
        reply: [
          { paragraph: desk.say(first ? 'register.done' : 'register.changed', facts) },
          { paragraph: desk.say('register.next') },
        ],
      },
      { revise: `symposium/card · ${id}` },
    ];
  },
  buttons: {
    start: {
      who: 'member',
      access: 'read',
      press: async ([edition = '']) => ({ open: 'symposium register', values: { edition } }),
    },
  },
});

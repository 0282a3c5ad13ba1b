// Everything that anybody is ever shown in a language × plain and hostile words, held to every platform's limits.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Words } from '#bot/words.ts';
import type { Language } from '#exchange/languages.ts';
import { loadUnits } from '../../src/main.ts';
import { loadStructureCheck, type StructureCheck } from '../emulators/slack/checks/schema.ts';
import { problemsInPlain } from '../support/tour/in-plain.ts';
import { problemsInPractice, problemsOfFormInPractice } from '../support/tour/in-practice.ts';
import { listenIn } from '../support/tour/listen-in.ts';
import type { FormSeen, Seen } from '../support/tour/notes.ts';
import { discordMessages, problemsOfFormOnDiscord, problemsOnDiscord } from '../support/tour/on-discord.ts';
import { problemsOfFormOnSlack, problemsOnSlack, slackMessages } from '../support/tour/on-slack.ts';
import { halfLetters, textsOf, textsOfForm } from '../support/tour/readings.ts';
import { hostile, ordinary } from '../support/tour/wording.ts';
import { type Travelled, travel } from '../support/tour.ts';

const units = await loadUnits();
const words = new Set<Words>([...units.commands, ...units.messages].map((unit) => unit.words));
const keys = new Set([...words].flatMap((one) => one.keys.filter((key) => key.includes('.'))));

/** Sentences that nobody can be brought to hear, each with its reason. */
const unheard: readonly (readonly [key: RegExp, reason: string])[] = [
  [
    /^problem\.(title-empty|aims-empty|deadline-missing|text-too-long|date-impossible|zone-unknown|seats-out-of-range)$/,
    'the fields refuse these before the rules of a proposal see them',
  ],
  [/^add\.noOrganisation$/, 'whoever is a liaison officer is one of an organisation'],
  [/^attendance\.hidden/, 'whoever marks attendance sees everybody who has a seat'],
  [/^status\.answered\.value$/, 'no questionnaire is opened for nobody'],
  [
    /^(summary\.tooFew|summary\.withheld\.tooFew)$/,
    'every rating must be answered, so that all have as many answers as there are people',
  ],
  [
    /^field\.(round|step|question)\./,
    'which questionnaire or question it is about is carried by the form: it is neither typed nor drawn',
  ],
  [
    /^question\.(quote|worked|causes|change)$/,
    'what is written is told by its themes, and whether it may be quoted by nothing: neither is named as a question',
  ],
  [
    /^(field|question)\.knowledge(\.label)?$/,
    'asked until 0.4.0: only a round of that time that is read again says it',
  ],
  [
    /^field\.(first|second|third|shared)\.name$/,
    'the card of commitments cannot be typed, so that nobody reads the names of its options',
  ],
  [
    /^field\.(person|stage)\.(name|label)$/,
    'whom and when a follow-up is about is carried by the form: it is neither typed nor drawn',
  ],
  [
    /^field\.(need|role|cascade|experience|language|flag|remark|why|grounds|verdict|answer)\.name$/,
    'the forms of reviews and appeals cannot be typed, so that nobody reads the names of their options',
  ],
  [
    /^field\.(review|ended|appeal)\./,
    'which review or appeal it is about is carried by the form: it is neither typed nor drawn',
  ],
  [
    /^field\.(text-..)\.name$/,
    'a theme is summed up in its form alone, so that nobody reads the names of its options',
  ],
  [
    /^field\.(round|theme)\./,
    'which theme of which round it is about is carried by the form: it is neither typed nor drawn',
  ],
  [/^foi\.no$/, 'only courses that ended before their papers were kept here have none'],
  [/^set\.event$/, 'an event has no people of an organisation to tell its managers of'],
  [/^oversight\.ungated\.some$/, 'no course begins without an approval: the gate sees to it'],
  [/^field\.theme\./, 'which theme is answered is carried by the form: it is neither typed nor drawn'],
  [/^field\.mark\./, 'what was looked at is carried by the form: it is neither typed nor drawn'],
  [
    /^held\.(brief|assessment)\.ends-before-start$/,
    'on the first day of a course, a document that ends before it has expired',
  ],
];

/** Slack's option text takes 75 characters, and both platforms 25 offers. */
const mostOffers = 25;
const longestOffer = 75;

/** A file for each language, so that they are tried side by side. */
export function holdEverythingShown(language: Language): void {
  describe(`everything that is shown in ${language}`, () => {
    let structure: StructureCheck;
    let tours: readonly Travelled[];
    let heard: ReadonlyMap<Words, ReadonlySet<string>>;

    beforeAll(async () => {
      structure = await loadStructureCheck();
      heard = listenIn(words);
      tours = [await travel(language, ordinary, units), await travel(language, hostile, units)];
    }, 480_000);

    /** The problems of each drawing, said once where a drawing comes many times. */
    function inDrawings(find: (seen: Seen, tour: Travelled) => readonly string[]): readonly string[] {
      return tours.flatMap((tour) =>
        distinct(tour.seen, ({ drawing, as, channel }) => [drawing, as, channel]).flatMap((seen) =>
          found(`${seen.after}: `, () => find(seen, tour)),
        ),
      );
    }

    function inForms(find: (seen: FormSeen) => readonly string[]): readonly string[] {
      return tours.flatMap((tour) =>
        distinct(tour.forms, ({ form, page }) => [{ ...form, id: '' }, page]).flatMap((seen) =>
          found(`${seen.after}, in its form: `, () => find(seen)),
        ),
      );
    }

    it('comes from every command, button, form and message that there is, and from no mistake', () => {
      for (const tour of tours) {
        const delivered = new Set(tour.messages.values());
        const opened = new Set(tour.forms.map(({ form }) => form.path));
        const buttons = units.commands.flatMap(({ family, name, buttons = {} }) =>
          Object.keys(buttons).map((action) => `${family}/${name}/${action}`),
        );

        expect({
          commands: units.commands.map(({ path }) => path).filter((path) => !tour.asked.has(path)),
          buttons: buttons.filter((path) => !tour.pressed.has(path)),
          forms: units.commands.filter(({ path, pages }) => pages.length > 0 && !opened.has(path)),
          messages: units.messages.map(({ name }) => name).filter((name) => !delivered.has(name)),
          errors: tour.errors,
        }).toEqual({ commands: [], buttons: [], forms: [], messages: [], errors: [] });
      }
    });

    it('says every sentence of the words files', () => {
      const silent = [...heard].flatMap(([one, said]) =>
        one.keys
          .filter((key) => !said.has(key) && !unheard.some(([pattern]) => pattern.test(key)))
          .map((key) => `${one.from.split('/').slice(-4).join('/')}${key}`),
      );

      expect(silent).toEqual([]);
    });

    it('reads as plain text: something, filled in, in words and not in keys', () => {
      const drawings = inDrawings(({ drawing }, tour) =>
        problemsInPlain({ ...drawing, texts: textsOf(drawing) }, keys, mannerOf(tour)),
      );
      const forms = inForms(({ form }) =>
        problemsInPlain({ ...form, texts: textsOfForm(form) }, keys, 'ordinary'),
      );

      expect([...drawings, ...forms]).toEqual([]);
    });

    it('fits Slack, loses nothing there, and mentions nobody who is not meant', () => {
      expect(inDrawings((seen) => problemsOnSlack(structure, seen))).toEqual([]);
      expect(inForms(({ form }) => problemsOfFormOnSlack(structure, form))).toEqual([]);
    }, 120_000);

    it('fits Discord, loses nothing there, and mentions nobody who is not meant', () => {
      expect(inDrawings(problemsOnDiscord)).toEqual([]);
      expect(
        inForms(({ form }) => form.pages.flatMap((_, page) => problemsOfFormOnDiscord(form, page))),
      ).toEqual([]);
    }, 120_000);

    it('is only text in the practice room', () => {
      expect(inDrawings(problemsInPractice)).toEqual([]);
      expect(inForms(({ form }) => problemsOfFormInPractice(form))).toEqual([]);
    });

    it('stands in one message where it is a living card, so that it can be redrawn for ever', () => {
      const grown = inDrawings((seen, tour) => {
        const message = tour.messages.get(seen.proof ?? '') ?? '';
        if (!message.endsWith('/card')) return [];
        const counts = [slackMessages(seen).length, discordMessages(seen)];
        return counts.every((count) => count === 1) ? [] : [`takes ${counts.join(' and ')} messages`];
      });

      expect(grown).toEqual([]);
    });

    it('offers in its search fields what both platforms take', () => {
      const wrong = tours.flatMap((tour) =>
        tour.offered.flatMap(({ after, offers }) => [
          ...(offers.length > mostOffers ? [`${after}: ${offers.length} offers`] : []),
          ...offers
            .filter(
              ({ id, label }) => label.trim() === '' || Math.max(label.length, id.length) > longestOffer,
            )
            .map(({ label }) => `${after}: ${label}`),
          ...halfLetters(offers).map((half) => `${after}: half a letter: ${half}`),
        ]),
      );

      expect(wrong).toEqual([]);
    });

    function mannerOf(tour: Travelled) {
      return tour === tours[0] ? ordinary.manner : hostile.manner;
    }
  });
}

function distinct<T>(all: readonly T[], mark: (one: T) => unknown): readonly T[] {
  const marks = new Map<string, T>();
  for (const one of all) marks.set(JSON.stringify(mark(one)), one);
  return [...marks.values()];
}

/** A renderer that throws has found a problem, too. */
function found(where: string, find: () => readonly string[]): readonly string[] {
  try {
    return find().map((problem) => where + problem);
  } catch (error) {
    return [`${where}${error instanceof Error ? error.message : String(error)}`];
  }
}

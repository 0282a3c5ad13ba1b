// Typed command lines, as people of four languages write them.
import { describe, expect, it } from 'vitest';
import type { Catalogue, CommandOutline, OptionOutline } from './catalogue.ts';
import { ask, type Field, optional } from './field.ts';
import { readTypedText, splitCommand } from './typed-text.ts';

function option(name: string, field: Field, names?: { fr: string; es: string; ar: string }): OptionOutline {
  const inAll = { en: name, fr: name, es: name, ar: name };
  return { name, names: { ...inAll, ...names }, description: inAll, field, choices: [] };
}

const propose: CommandOutline = {
  family: 'course',
  name: 'propose',
  description: { en: '', fr: '', es: '', ar: '' },
  options: [
    option('title', ask.text({ max: 120 }), { fr: 'titre', es: 'título', ar: 'العنوان' }),
    {
      ...option('subject', ask.choice(['leadership', 'forensics'], 'subject')),
      choices: [
        {
          value: 'leadership',
          label: { en: 'Leadership', fr: 'Commandement', es: 'Liderazgo', ar: 'القيادة' },
        },
        {
          value: 'forensics',
          label: { en: 'Crime scene', fr: 'Scène de crime', es: 'Lugar del crimen', ar: 'مسرح الجريمة' },
        },
      ],
    },
    option('first_day', ask.date()),
    option('seats', ask.number({ min: 1, max: 500 }), { fr: 'places', es: 'plazas', ar: 'المقاعد' }),
    option('aims', optional(ask.text({ max: 1000, lines: 'many' }))),
  ],
};
const show: CommandOutline = {
  ...propose,
  name: 'show',
  options: [option('course', ask.suggested({ search: async () => [], find: async () => undefined }))],
};
const catalogue: Catalogue = {
  commands: [propose, show, { ...show, family: 'symposium', name: 'set-dates' }],
  families: [
    { name: 'course', description: { en: '', fr: '', es: '', ar: '' } },
    { name: 'symposium', description: { en: '', fr: '', es: '', ar: '' } },
  ],
};

function read(text: string, outline = propose) {
  return readTypedText(text, outline);
}

describe('readTypedText', () => {
  it.each([
    ['straight quotes', 'title:"Crime scene: first hour" seats:20'],
    ['curly quotes', 'title:“Crime scene: first hour” seats:20'],
    ['German quotes', 'title:„Crime scene: first hour“ seats:20'],
    ['guillemets', 'titre : « Crime scene: first hour » places : 20'],
    ['guillemets with no-break spaces', 'titre\u00a0: «\u00a0Crime scene: first hour\u00a0» places:20'],
    ['single quotes', "title:'Crime scene: first hour' seats:20"],
    ['no quotes', 'title:Crime scene: first hour seats:20'],
    ['a space after the colon', 'title: Crime scene: first hour seats: 20'],
    ['Spanish names', 'título:"Crime scene: first hour" plazas:20'],
    ['Arabic names', 'العنوان:"Crime scene: first hour" المقاعد:20'],
    ['Arabic names behind direction marks', '\u200fالعنوان:"Crime scene: first hour" \u200fالمقاعد:20'],
    ['capitals', 'TITLE:"Crime scene: first hour" Seats:20'],
    ['a fullwidth colon', 'title\uff1a"Crime scene: first hour" seats\uff1a20'],
    ['a forgotten closing quote', 'title:"Crime scene: first hour seats:20'],
  ])('reads named options with %s', (_, text) => {
    const typed = read(text);

    expect(typed).toEqual({ given: { title: 'Crime scene: first hour', seats: '20' }, unread: [] });
  });

  it('reads values without names in the order of the options, and gives the rest to the last', () => {
    const typed = read('"Interviewing witnesses" leadership 2027-03-01 20 So that nobody is left waiting');

    expect(typed.given).toEqual({
      title: 'Interviewing witnesses',
      subject: 'leadership',
      first_day: '2027-03-01',
      seats: '20',
      aims: 'So that nobody is left waiting',
    });
    expect(typed.unread).toEqual([]);
  });

  it('fills by order only what was not named', () => {
    const typed = read('subject:leadership "Interviewing witnesses" seats:20 2027-03-01');

    expect(typed.given).toEqual({
      title: 'Interviewing witnesses',
      subject: 'leadership',
      seats: '20',
      first_day: '2027-03-01',
    });
  });

  it('knows a choice by its name in any language', () => {
    const french = read('subject:"Scène de crime"');
    const arabic = read('subject:مسرح الجريمة seats:5');
    const unknown = read('subject:Cooking');
    const inOrder = read('"A title" crime scene 2027-03-01');

    expect(french.given).toEqual({ subject: 'forensics' });
    expect(arabic.given).toEqual({ subject: 'forensics', seats: '5' });
    expect(unknown.given).toEqual({ subject: 'Cooking' });
    expect(inOrder.given).toEqual({ title: 'A title', subject: 'forensics', first_day: '2027-03-01' });
  });

  it('lets the only option run over several words', () => {
    const typed = read('Crime scene, first hour', show);

    expect(typed).toEqual({ given: { course: 'Crime scene, first hour' }, unread: [] });
  });

  it.each([
    ['an option that does not exist', 'titel:"Crime scene" seats:20', ['titel:"Crime scene"']],
    ['an option given twice', 'seats:20 seats:30', ['seats:30']],
  ])('hands back %s as typed', (_, text, unread) => {
    const typed = read(text);

    expect(typed).toEqual({ given: { seats: '20' }, unread });
  });

  it('hands back words that are left when every option has its value', () => {
    const afterName = read('course:12 "one too many"', show);
    const afterQuotes = read('course:"12" one more', show);

    expect(afterName).toEqual({ given: { course: '12' }, unread: ['"one too many"'] });
    expect(afterQuotes).toEqual({ given: { course: '12' }, unread: ['one', 'more'] });
  });

  it('keeps apostrophes, addresses, times and inner quotes as they are', () => {
    const typed = read(`title:"L'enquête d'\\"abord\\"" aims:see https://example.org at 09:00`);

    expect(typed.given).toEqual({
      title: `L'enquête d'"abord"`,
      aims: 'see https://example.org at 09:00',
    });
    expect(read("L'enquête").given).toEqual({ title: "L'enquête" });
  });

  it('takes an option without a value as not given', () => {
    const typed = read('title: seats:20');

    expect(typed).toEqual({ given: { seats: '20' }, unread: [] });
  });

  it('keeps hostile text as text', () => {
    const typed = read('title:"<!channel> @everyone [x](javascript:1)" seats:1');

    expect(typed.given).toEqual({ title: '<!channel> @everyone [x](javascript:1)', seats: '1' });
  });
});

describe('splitCommand', () => {
  it('parts the command from what follows, with or without the slash', () => {
    expect(splitCommand('/course propose title:"A b"', catalogue)).toEqual({
      path: 'course propose',
      outline: propose,
      rest: 'title:"A b"',
    });
    expect(splitCommand('  Symposium SET_DATES  12', catalogue)).toMatchObject({
      path: 'symposium set-dates',
      rest: '12',
    });
  });

  it('gives an unknown subcommand or family back as typed', () => {
    expect(splitCommand('/course prpose x', catalogue)).toEqual({
      path: 'course prpose',
      outline: undefined,
      rest: 'x',
    });
    expect(splitCommand('/course', catalogue).path).toBe('course');
    expect(splitCommand('/nothing at all', catalogue).path).toBe('nothing at');
    expect(splitCommand('', catalogue).path).toBe('');
  });
});

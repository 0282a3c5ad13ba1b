// Whatever a column is called and however its cells are written, it is read as what was answered, or left out with a reason.
import { describe, expect, it } from 'vitest';
import { readColumn, type Surroundings } from './evaluation-columns.ts';

const around: Surroundings = {
  wordings: new Map([['i can apply what i learned in my job', 'apply']]),
  taken: new Set(),
  room: { answers: 10, texts: 2 },
  isPersonal: (text) => text.includes('Mensah'),
};
const read = (header: string, cells: readonly string[], changes: Partial<Surroundings> = {}) =>
  readColumn({ header, cells }, { ...around, ...changes });
const taken = (header: string, ...cells: readonly string[]) => {
  const column = read(header, cells);
  return 'taken' in column ? column.taken : { ...column, signs: undefined, item: undefined, unread: [] };
};
const why = (header: string, ...cells: readonly string[]) => {
  const column = read(header, cells);
  return 'leftOut' in column ? column.leftOut : column.taken.kind;
};

describe('a column of ratings', () => {
  it.each([
    ['figures', ['5', '4', '1', '3'], '5413'],
    ['figures with noughts behind a point or comma', ['5,0', '4.0', '1,00', '٣٫٠'], '5413'],
    ['figures of other scripts', ['٥', '٤', '۱', '٣'], '5413'],
    ['parts of five', ['5/5', '4 out of 5', '1 sur 5', '3 من 5'], '5413'],
    ['figures beside words', ['5 – Strongly agree', '4) Agree', 'Strongly disagree (1)', '3. So so'], '5413'],
    ['stars', ['★★★★★', '★★★★', '⭐', '★★★☆☆'], '5413'],
    ['words in English', ['Strongly agree', 'AGREE', 'strongly disagree', 'Neutral'], '5413'],
    ['words in French', ['Tout à fait d’accord', "D'accord", 'Pas du tout d’accord', 'Neutre'], '5413'],
    ['words in Spanish', ['Totalmente de acuerdo', 'De acuerdo', 'Muy en desacuerdo', 'Indiferente'], '5413'],
    ['words in Arabic', ['أوافق بشدة', 'موافق', 'لا أوافق بشدة', 'محايد'], '5413'],
    ['words of quality', ['Very good', 'good', 'Very poor', 'Fair'], '5413'],
    ['words of another scale of quality', ['Excellent', 'very good', 'poor', 'good'], '5413'],
    ['words of satisfaction', ['Très satisfait', 'Satisfait', 'Muy insatisfecho', 'neutral'], '5413'],
  ])('is read in %s', (_, cells, signs) => {
    expect(taken('Clear?', ...cells)).toMatchObject({ kind: 'rating', signs, unread: [] });
  });

  it('leaves a blank for whatever says that there is no answer', () => {
    expect(taken('Clear?', '5', '', 'n/a', 'Sans objet', 'لا ينطبق', '–', '4')).toMatchObject({
      signs: '5-----4',
      read: 2,
      unread: [],
    });
  });

  it('says of each cell that it cannot read why not', () => {
    const { unread, signs } = taken(
      'Was it at your level?',
      '5',
      '4',
      '3',
      '5',
      '4',
      '4,5',
      '7',
      'yes',
      '4',
      '3',
      '5',
      '1',
      '2',
      '3',
    );

    expect(signs).toBe('54354---435123');
    expect(unread).toEqual([
      { row: 5, cell: '4,5', why: 'between' },
      { row: 6, cell: '7', why: 'scale' },
      { row: 7, cell: 'yes', why: 'words' },
    ]);
  });

  it.each([
    ['Q1. I can apply what I learned in my job', 'apply'],
    ['2) Les formateurs étaient clairs', 'instructors'],
    ['¿Se respetaron los derechos humanos?', 'human-rights'],
    ['المستوى واللغة', 'level'],
    ['The room was comfortable', undefined],
    ['Knowledge before the course', undefined],
  ])('called “%s” asks for %s', (header, item) => {
    expect(taken(header, '5', '4', '3', '5')).toMatchObject({ kind: 'rating', item });
  });

  it('is a question of its own where another column asks the same already', () => {
    const column = read('Was the level right?', ['5', '4', '3'], { taken: new Set(['level']) });

    expect(column).toMatchObject({ taken: { item: undefined, header: 'Was the level right?' } });
  });
});

describe('a column of recommendations', () => {
  it('goes from 0 to 10', () => {
    expect(taken('Would you recommend it?', '10', '0', '7', '', '11')).toMatchObject({
      ...{ kind: 'recommend', item: 'recommend', signs: 'a07--' },
      unread: [{ row: 4, cell: '11', why: 'scale' }],
    });
  });

  it('that knows five steps is a rating of its own', () => {
    expect(taken('Would you recommend it?', '5', '1', '4', '5')).toMatchObject({
      kind: 'rating',
      item: undefined,
    });
  });
});

describe('a column of remarks', () => {
  const remarks = [
    'More practice on phones please',
    '',
    'Ask Mensah about the room',
    'The second day was far too long',
  ];

  it('keeps those that name nobody, and says how many it leaves out', () => {
    expect(taken('What should change?', ...remarks)).toMatchObject({
      ...{ kind: 'text', item: 'obstacles', signs: 't--t', read: 2, removed: 1 },
      texts: [
        [0, 'More practice on phones please'],
        [3, 'The second day was far too long'],
      ],
    });
  });

  it('is known by its sentences too', () => {
    expect(taken('In your own words', ...remarks)).toMatchObject({ kind: 'text', item: undefined });
  });

  it('says which are too long to be kept', () => {
    expect(taken('Remarks', 'x '.repeat(600), 'Good.').unread).toMatchObject([{ row: 0, why: 'too-long' }]);
  });
});

describe('a column that is no question', () => {
  it.each([
    ['person', 'Full name', ['Ama Serwaa', 'Esi Owusu']],
    ['person', 'prof_id', ['1', '2', '2']],
    ['person', 'Sheet', ['1', '2', '3', '4']],
    ['person', 'How to reach you', ['a.b@police.example', 'c@d.example']],
    ['person', 'Was Inspector Mensah clear?', ['5', '4', '3']],
    ['time', 'Horodateur', ['12/05/2026 09:30', '12/05/2026 09:31']],
    ['time', 'When', ['2026-05-12', '2026-05-13']],
    ['writer', 'الرتبة', ['نقيب', 'رائد']],
    ['writer', 'Gender', ['female', 'male']],
    ['averages', 'score', ['4.7', '4,1', '3.9', '4.8', '5']],
    ['numbers', 'Class size', ['43', '125', '125', '123']],
    ['numbers', 'Half-year', ['2', '4', '6', '8', '2', '4']],
    ['numbers', 'Instructors, 1 to 7', ['2', '4', '6', '5', '7', '4']],
    ['words', 'Hall', ['north', 'south', 'north']],
    ['empty', 'Level', ['', 'n/a']],
    ['nameless', '', ['5', '4', '3', '5']],
  ])('is left out as %s: “%s”', (reason, header, cells) => {
    expect(why(header, ...cells)).toBe(reason);
  });

  it('is left out when there are more than can be shown', () => {
    const room = { answers: 0, texts: 0 };

    expect(read('Clear?', ['5', '4'], { room })).toEqual({ leftOut: 'too-many' });
    expect(read('Remarks', ['Good, all of it was'], { room })).toEqual({ leftOut: 'too-many' });
  });
});

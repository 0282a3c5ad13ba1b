import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { value } from './text.ts';
import { readWords } from './words.ts';

describe('bot/words', () => {
  let folder: string;
  const english = {
    greet: 'Hello, {name}.',
    count: '{n, plural, one {# course} other {# courses}}',
    strong: 'It is <b>{what}</b>.',
    next: 'Type /exchange channel-set, and/or <b>/my tasks</b>.',
  };
  const unit = () => pathToFileURL(join(folder, 'words.ts')).href;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attache-words-'));
    await mkdir(join(folder, 'words'));
    const arabic = {
      greet: 'مرحبا {name}.',
      count:
        '{n, plural, zero {لا دورات} one {دورة} two {دورتان} few {# دورات} many {# دورة} other {# دورة}}',
      strong: 'إنها <b>{what}</b>.',
      next: 'اكتب /exchange channel-set أو <b>/my tasks</b>.',
    };
    for (const [language, messages] of Object.entries({
      en: english,
      fr: english,
      es: english,
      ar: arabic,
    })) {
      await writeFile(join(folder, 'words', `${language}.json`), JSON.stringify(messages));
    }
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('keeps what a person typed apart from our own wording', () => {
    const say = readWords(unit(), english).in('en');

    expect(say('greet', { name: value('<b>{Ama}</b>') })).toEqual([
      'Hello, ',
      { value: '<b>{Ama}</b>' },
      '.',
    ]);
  });

  it('makes a command of each that is written in the words, as some places put a prefix before it', () => {
    const say = readWords(unit(), english).in('en');

    expect(say('next')).toEqual([
      'Type ',
      { command: 'exchange channel-set' },
      ', and/or ',
      { bold: [{ command: 'my tasks' }] },
      '.',
    ]);
  });

  it('keeps parts whole inside bold words', () => {
    const say = readWords(unit(), english).in('en');

    expect(say('strong', { what: [{ day: '2027-03-01' }] })).toEqual([
      'It is ',
      { bold: [{ day: '2027-03-01' }] },
      '.',
    ]);
  });

  it.each([
    [0, 'لا دورات'],
    [1, 'دورة'],
    [2, 'دورتان'],
    [5, '5 دورات'],
    [11, '11 دورة'],
    [100, '100 دورة'],
  ])('says %d in Arabic with its own plural form and Western digits', (n, words) => {
    expect(readWords(unit(), english).in('ar')('count', { n }).join('')).toBe(words);
  });

  it('stops with a sentence when a language lacks a key, or has one too many', async () => {
    const { greet, ...fewer } = english;
    await writeFile(join(folder, 'words/fr.json'), JSON.stringify(fewer));
    expect(() => readWords(unit(), english)).toThrow(/fr\.json lacks greet/);

    await writeFile(join(folder, 'words/fr.json'), JSON.stringify({ ...english, more: greet }));
    expect(() => readWords(unit(), english)).toThrow(/fr\.json has more, which en\.json does not/);
  });
});

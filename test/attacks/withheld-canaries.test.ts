// Withheld courses: absent, not blanked, for everybody whom product §8b does not name, by every way there is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Command, defineCommand } from '#bot/command.ts';
import { channelReader, personReader } from '#bot/draw-message.ts';
import { defineMessage, type Message, type Reader } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { localDate } from '#exchange/local-time.ts';
import { words } from '../../src/commands/course/words.ts';
import { type Asked, askAbout, askGenerally, inquirer, type Known, readEvery, written } from './every-way.ts';
import {
  accountOf,
  canary,
  channels,
  openWithheldExchange,
  people,
  type WithheldExchange,
} from './withheld-exchange.ts';

const outsiders = [...Object.entries(people).flatMap(([name, { sees }]) => (sees ? [] : [name])), 'stranger'];
const insiders = Object.entries(people).flatMap(([name, { sees }]) => (sees ? [name] : []));
/** Of their own nomination they know, so that they cannot be told the same as if it had never been. */
const nominated = 'nadia';

function knownIn({ open, id }: WithheldExchange): Known {
  return {
    course: open.id,
    person: id('youssef'),
    organisation: id('egypt'),
    country: 'GH',
    zone: 'Africa/Accra',
  };
}

function asking({ bench }: WithheldExchange, name: string) {
  const at = Object.entries(people).find(([one]) => one === name)?.[1].at ?? 'kenya';
  return inquirer(bench, accountOf(name), accountOf(`${at}-place`));
}

/** Ways by which something comes back that whoever asked did not say themselves. */
function leaksIn(asked: readonly Asked[], canaries: readonly string[]): readonly string[] {
  return asked
    .filter(({ way, back }) => canaries.some((one) => back.includes(one) && !way.includes(one)))
    .map(({ way }) => way);
}

/** Ways by which it is told that there is something: what comes back differs from where there is nothing. */
async function tellingApart(secret: WithheldExchange, without: WithheldExchange, name: string) {
  const ask = async (exchange: WithheldExchange) =>
    settled(await askGenerally(asking(exchange, name), exchange.bench.commands, knownIn(exchange)));
  const [one, other] = [await ask(secret), await ask(without)];
  return one.flatMap((line, at) => {
    const beside = other[at] ?? '';
    if (line === beside) return [];
    const from = [...line].findIndex((letter, place) => letter !== beside[place]);
    return [
      `${line.slice(0, 80)} … ${line.slice(Math.max(0, from - 80), from + 80)} ≠ ${beside.slice(from, from + 80)}`,
    ];
  });
}

/** The same but for what is random: ids and codes. */
function settled(asked: readonly Asked[]): readonly string[] {
  return asked.map(({ way, back }) =>
    `${way} → ${back}`
      .replaceAll(/\b[a-z]{3}-[0-9a-hjkmnp-tv-z]{12}\b/gu, 'id')
      .replaceAll(/\b[0-9A-Z]{4}-[0-9A-Z]{4}(?:-[0-9A-Z]{4})*\b/gu, 'CODE'),
  );
}

/** By ids that somebody may have seen once, and by words that would find what bears a canary. */
async function leaksOfWhatIsKnown(exchange: WithheldExchange, name: string) {
  const { bench, courses, nominations, canaries } = exchange;
  // Three of the courses each, so that several ask for every one; the words are those of all.
  const from = outsiders.indexOf(name);
  const some = [0, 1, 2].flatMap((more) => courses.at((from + more) % courses.length) ?? []);
  const ids = [...some.map((one) => one.id), ...nominations.slice(0, 2)];
  const about = { ids, words: ['title canar', 'canar'] };
  return leaksIn(await askAbout(asking(exchange, name), bench.commands, knownIn(exchange), about), canaries);
}

async function readersOf({ bench, id }: WithheldExchange): Promise<ReadonlyMap<string, Reader>> {
  return bench.store.read({ kind: 'process' }, async (records) => {
    const found = new Map<string, Reader>();
    for (const [name, { at }] of Object.entries(people)) {
      const person = await records.people.byId(id(name));
      const organisation = await records.organisations.byId(id(at));
      const grants = await records.people.grantsOf(id(name));
      if (person) found.set(name, personReader(person, grants, organisation));
    }
    for (const channel of Object.keys(channels)) {
      const [at = '', purpose] = channel.split('-');
      const organisation = await records.organisations.byId(id(at));
      found.set(channel, channelReader(organisation, purpose === 'managers' ? 'managers' : 'announcements'));
    }
    return found;
  });
}

/** Which messages show something of a withheld course, by the name of the reader. */
async function shownByMessages(
  exchange: WithheldExchange,
  messages: ReadonlyMap<string, Message>,
  only: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const shown = new Map<string, Set<string>>();
  for (const [name, reader] of await readersOf(exchange)) {
    if (!only.includes(name)) continue;
    const found = new Set<string>();
    for (const [at, course] of exchange.courses.entries()) {
      const monday = localDate(exchange.bench.clock.now(), 'UTC');
      const facts = { course: course.id, nomination: exchange.nominations[2 * at] ?? '', monday };
      const bench = { ...exchange.bench, messages };
      for (const { way, back } of await readEvery(bench, reader, facts))
        if (back.includes(canary)) found.add(way);
    }
    shown.set(name, found);
  }
  return shown;
}

function mayRead(name: string): boolean {
  return insiders.includes(name) || Object.entries(channels).some(([one, may]) => one === name && may);
}

function leaksOfMessages(shown: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  return [...shown].flatMap(([name, ways]) =>
    mayRead(name) ? [] : [...ways].map((way) => `${name}: ${way}`),
  );
}

describe('A withheld course', () => {
  let secret: WithheldExchange;
  let without: WithheldExchange;

  beforeAll(async () => {
    secret = await openWithheldExchange('with secrets');
    without = await openWithheldExchange('without');
  });
  afterAll(() => Promise.all([secret.bench.close(), without.bench.close()]));

  it.each(outsiders.filter((one) => one !== nominated))(
    'is absent, not blanked: %s is told the same as if it had never been',
    async (name) => {
      expect(await tellingApart(secret, without, name)).toEqual([]);
    },
  );

  it.each(outsiders)('is told to %s by no command, search or button that knows of it', async (name) => {
    expect(await leaksOfWhatIsKnown(secret, name)).toEqual([]);
  });

  it.each(insiders)('is there for %s, by its card and by searching', async (name) => {
    const who = asking(secret, name);

    const cards = await Promise.all(
      secret.courses.map(({ id }) => who.command('course show', { course: id })),
    );
    const found = await who.search('course show', 'course', 'title canar');

    expect(cards.every(({ back }, at) => back.includes(`Aims ${canary}${at}`))).toBe(true);
    expect(secret.courses.every(({ id }) => found.back.includes(id))).toBe(true);
  });

  it('is drawn by no message of a command or a job for whom it does not concern, and in no channel of theirs', async () => {
    const concerned = ['hub-managers', 'egypt-managers', 'vera', 'salma', 'youssef', 'tutor'];
    const others = Object.keys({ ...people, ...channels }).filter((name) => !mayRead(name));

    const shown = await shownByMessages(secret, secret.bench.messages, [...concerned, ...others]);

    expect(leaksOfMessages(shown)).toEqual([]);
    expect(shown.size).toBe(concerned.length + others.length);
    for (const name of concerned) expect(shown.get(name)).toContain('message course/card');
  });

  it('leaves in nothing that jobs send on any day, but to whom it concerns', async () => {
    const sent: string[] = [];
    for (const day of ['2027-01-10', '2027-01-25', '2027-01-31', '2027-02-02', '2027-03-01', '2027-03-06']) {
      secret.bench.clock.set(`${day}T10:00:00Z`);
      await secret.bench.sweep();
    }
    const hears = (to: string) =>
      insiders.some((name) => accountOf(name) === to) ||
      Object.entries(channels).some(([name, may]) => may && accountOf(name) === to);
    for (const { to, drawing } of secret.bench.delivered)
      if (written(drawing).includes(canary)) sent.push(to);

    expect(sent.filter((to) => !hears(to))).toEqual([]);
    expect(sent.length).toBeGreaterThan(0);
  });
});

describe('A leak that is planted', () => {
  /** What somebody has read without anybody's eyes. */
  let titles: readonly string[] = [];
  const leaky = (about: (titles: readonly string[]) => string): Command =>
    defineCommand({
      path: 'course list',
      words,
      who: 'anyone',
      access: 'read',
      asks: {},
      pages: [],
      run: async () => ({ reply: [{ paragraph: [value(about(titles))] }] }),
      buttons: {
        page: { who: 'anyone', access: 'read', press: async () => ({ reply: [{ divider: true }] }) },
      },
    });
  const readAll = async ({ bench }: WithheldExchange) => {
    const all = await bench.arrange(({ courses }) => courses.list({}));
    titles = all.map((one) => one.title);
  };

  it.each([
    ['in a title', (all: readonly string[]) => all.join(), ['/course list {}']],
    ['in a number', (all: readonly string[]) => `${all.length}`, []],
  ] as const)('%s is found', async (_, about, told) => {
    const secret = await openWithheldExchange('with secrets', leaky(about));
    const without = await openWithheldExchange('without', leaky(about));
    const who = (exchange: WithheldExchange) => asking(exchange, 'stranger');

    await readAll(secret);
    const one = [await who(secret).command('course list', {})];
    await readAll(without);
    const other = [await who(without).command('course list', {})];
    await Promise.all([secret.bench.close(), without.bench.close()]);

    expect(leaksIn(one, secret.canaries)).toEqual(told);
    expect(settled(one)).not.toEqual(settled(other));
  });

  it('in a message is found', async () => {
    const secret = await openWithheldExchange('with secrets');
    await readAll(secret);
    const draw = async () => [{ list: titles.map((title) => [value(title)]) }];
    const leak = defineMessage({ name: 'course/card', words, draw });

    const shown = await shownByMessages(secret, new Map([[leak.name, leak]]), ['kenya-news']);
    await secret.bench.close();

    expect(leaksOfMessages(shown)).toContain('kenya-news: message course/card');
  });
});

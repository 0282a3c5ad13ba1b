// Humans in the practice room, in the words of person.ts, over the room's own HTTP: pages read, forms sent.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#bot/log.ts';
import type { CastChannel, CastPerson, ClockStop, MoveClock } from '#bot/platforms/practice/cast.ts';
import { fileMemory } from '#bot/platforms/practice/memory.ts';
import { type PracticeRoom, practicePlatform } from '#bot/platforms/practice/practice.ts';
import { isLanguage } from '#exchange/languages.ts';
import type { ChannelId } from '#exchange/people.ts';
import { withoutMarks } from './discord-markdown.ts';
import {
  type Chat,
  type Person,
  type Said,
  type SaidFile,
  type SeenFile,
  type SeenForm,
  says,
} from './person.ts';
import { controlsOf, fillIn, readForm } from './practice-form.ts';
import { all, byClass, byId, byTag, type Element, readHtml, wordsOf } from './read-html.ts';
import { scratchRoot } from './scratch-root.ts';

export interface PracticeChat extends Chat {
  /** The room as it runs now; `platform()` makes the next one. */
  readonly room: PracticeRoom;
  /** On a port of its own, or on one that an earlier room had. */
  platform(where?: { readonly port: number }): PracticeRoom;
  person(name: string, traits?: PracticeTraits): Promise<PracticePerson>;
  channel(name: string, members?: CastChannel['members']): Promise<ChannelId>;
}

export type PracticeTraits = NonNullable<Parameters<Chat['person']>[1]> &
  Partial<Pick<CastPerson, 'role' | 'roleTitle' | 'organisation' | 'zone'>>;

export interface PracticeChatOptions {
  readonly clock?: { now(): number };
  readonly zone?: string;
  readonly moveClock?: MoveClock;
  readonly clockStops?: () => Promise<readonly ClockStop[]>;
  readonly startOver?: () => Promise<void>;
  readonly log?: Log;
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function startPracticeChat(options: PracticeChatOptions = {}): Promise<PracticeChat> {
  const folder = await mkdtemp(join(scratchRoot(), 'practice-'));
  const people: CastPerson[] = [];
  const drivers = new Map<string, PracticePerson>();
  const channels: CastChannel[] = [];
  const clock = options.clock ?? { now: () => Date.now() };
  let room: PracticeRoom | undefined;
  const running = () => room ?? platform();

  function platform(where?: { readonly port: number }): PracticeRoom {
    room = practicePlatform({
      port: where?.port ?? 0,
      cast: async () => ({ people, channels }),
      clock: { now: () => clock.now(), zone: options.zone ?? 'Europe/Paris' },
      moveClock: options.moveClock ?? (async () => ({ now: clock.now(), delivered: 0 })),
      clockStops: options.clockStops ?? (async () => []),
      startOver: options.startOver ?? (async () => undefined),
      memory: fileMemory(join(folder, 'room.jsonl')),
      log: options.log ?? silent,
    });
    return room;
  }

  return {
    place: 'practice:room',
    platform,
    get room() {
      return running();
    },
    person: async (name, traits = {}) => {
      const known = drivers.get(name);
      if (known) return known;
      const short = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
      const language = traits.locale?.slice(0, 2);
      const made: CastPerson = {
        account: `practice:${short}`,
        name,
        roleTitle: traits.roleTitle ?? { en: 'Officer', fr: 'Officier', es: 'Oficial', ar: 'ضابط' },
        organisation: traits.organisation ?? { id: 'room', name: 'Practice room', country: '' },
        language: isLanguage(language) ? language : 'en',
        administrator: traits.administrator ?? false,
        closed: traits.closed ?? false,
        ...(traits.role ? { role: traits.role } : {}),
        ...(traits.zone ? { zone: traits.zone } : {}),
      };
      people.push(made);
      const driver = new PracticePerson(made, running);
      drivers.set(name, driver);
      return driver;
    },
    channel: async (name, members = 'all') => {
      const id: ChannelId = `practice:${name}`;
      if (!channels.some((channel) => channel.id === id)) channels.push({ id, name, members });
      return id;
    },
    close: async () => {
      await room?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A message as it stands on the page. */
interface Shown {
  readonly number: number;
  readonly element: Element;
}

export class PracticePerson implements Person {
  readonly account: CastPerson['account'];
  readonly name: string;
  readonly #running: () => PracticeRoom;
  #cookie = '';

  constructor(person: CastPerson, running: () => PracticeRoom) {
    this.account = person.account;
    this.name = person.name;
    this.#running = running;
  }

  /** The page that they look at, as a tree. */
  async looksAt(path = '/direct'): Promise<Element> {
    return readHtml(await (await this.gets(path)).text());
  }

  async gets(path: string): Promise<Response> {
    const address = path.startsWith('/as/') ? path : `${this.#base}${path}`;
    const answer = await fetch(`${this.#running().address()}${address}`, {
      headers: { cookie: this.#cookie },
    });
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    return answer;
  }

  /** Sends what a form on the page would send. */
  async sends(path: string, values: Readonly<Record<string, string | Blob>>): Promise<Response> {
    const page = await this.looksAt();
    const token = byTag(page, 'html')[0]?.attributes['data-token'] ?? '';
    const body = new FormData();
    body.set('token', token);
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    const room = this.#running().address();
    const address = /^\/(as\/|clock|start-over|language)/u.test(path) ? path : `${this.#base}${path}`;
    const headers = { cookie: this.#cookie, origin: room };
    const answer = await fetch(`${room}${address}`, { method: 'POST', body, headers, redirect: 'manual' });
    if (answer.status >= 400)
      throw new Error(`${this.name} was told ${answer.status}: ${wordsOf(readHtml(await answer.text()))}`);
    return answer;
  }

  async runs(
    path: string,
    options: Readonly<Record<string, Said>> = {},
    where?: { in: ChannelId },
  ): Promise<void> {
    const typed = Object.entries(options).map(([name, said]) => `${name}:${quoted(said)}`);
    await this.types([`/${path}`, ...typed].join(' '), where?.in);
  }

  /** Types a line as it stands: a command, or something said to others. */
  async types(text: string, where?: ChannelId): Promise<void> {
    await this.sends('/say', { where: where ?? 'direct', text });
  }

  async isOffered(
    path: string,
    option: string,
    typed: string,
    given: Readonly<Record<string, Said>> = {},
  ): Promise<readonly string[]> {
    const form = byId(await this.looksAt(), 'form');
    if (form?.attributes['data-path'] === path) {
      const key = form.attributes['data-key'] ?? '';
      const values = Object.fromEntries(
        Object.entries(given).map(([name, said]) => [`f.${name}`, String(said)]),
      );
      const answer = await this.#reads('/form/suggest', { key, option, typed, ...values });
      return answer.offers.map((offer) => offer.label);
    }
    const others = Object.entries(given).map(([name, said]) => `${name}:${quoted(said)}`);
    const text = [`/${path}`, ...others, `${option}:${typed === '' ? '' : `"${typed}`}`].join(' ');
    const answer = await this.completes(text);
    return answer.offers.map((offer) => offer.label);
  }

  async completes(text: string) {
    const answer = await this.gets(`/complete?${new URLSearchParams({ text, where: 'direct' })}`);
    return (await answer.json()) as {
      offers: { label: string; insert: string; detail: string }[];
      from: number;
    };
  }

  async #reads(path: string, values: Record<string, string>) {
    return (await (await this.sends(path, values)).json()) as { offers: { label: string }[] };
  }

  async fills(answers: Readonly<Record<string, Said>>): Promise<void> {
    const form = byId(await this.looksAt(), 'form');
    if (!form) throw new Error(`${this.name} has no form open.`);
    await this.sends('/form', fillIn(form, answers));
  }

  async presses(label: string, on: string | RegExp = ''): Promise<void> {
    const messages = await this.#messages();
    const button = (shown: Shown) => buttonsIn(shown.element).find((one) => plain(one) === label);
    const shown = messages.findLast((one) => button(one) !== undefined && says(wordsIn(one.element), on));
    const route = shown && button(shown)?.attributes.value;
    if (!shown || route === undefined)
      throw new Error(`${this.name} sees no button "${label}", but:\n${await this.#screen()}`);
    await this.sends('/press', { message: idOf(shown.element), route });
  }

  async chooses(select: string, option: string): Promise<void> {
    const messages = await this.#messages();
    const menu = (shown: Shown) =>
      byClass(shown.element, 'choose').find((form) =>
        byTag(form, 'label').some((one) => plain(one) === select),
      );
    const shown = messages.findLast((one) => menu(one) !== undefined);
    const form = shown && menu(shown);
    if (!shown || !form)
      throw new Error(`${this.name} sees no list "${select}", but:\n${await this.#screen()}`);
    const options = byTag(form, 'option');
    const chosen = options.find((one) => plain(one) === option)?.attributes.value;
    if (chosen === undefined)
      throw new Error(`The list "${select}" has no "${option}": ${options.map(plain).join(', ')}.`);
    const route = byTag(form, 'input').find((one) => one.attributes.name === 'route')?.attributes.value ?? '';
    await this.sends('/press', { message: idOf(shown.element), route, chosen });
  }

  async sees(where?: ChannelId | 'direct'): Promise<readonly string[]> {
    const texts = (await this.#messages(where)).map((shown) => wordsIn(shown.element));
    if (where !== undefined) return texts;
    // What is wrong with an answer stands in the form, and is on the screen like everything else.
    const form = byId(await this.looksAt(), 'form');
    const problems = form ? controlsOf(form).flatMap(({ problem }) => problem ?? []) : [];
    return [...texts, ...problems.map((problem) => withoutMarks(problem))];
  }

  async waitsFor(words: string | RegExp, where?: ChannelId | 'direct'): Promise<string> {
    const until = Date.now() + 5_000;
    const fits = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text));
    for (;;) {
      const found = (await this.sees(where)).findLast(fits);
      if (found !== undefined) return found;
      if (Date.now() > until)
        throw new Error(`${this.name} waited for ${String(words)}, but saw:\n${await this.#screen(where)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async buttons(): Promise<readonly string[]> {
    const newest = (await this.#messages()).findLast((one) => buttonsIn(one.element).length > 0);
    return newest ? buttonsIn(newest.element).map(plain) : [];
  }

  async files(): Promise<readonly SeenFile[]> {
    const seen = (await this.#messages()).flatMap(({ element }) =>
      all(element, (one) => one.tag === 'img' || one.attributes.download !== undefined),
    );
    return Promise.all(
      seen.map(async ({ tag, attributes }) => {
        const answer = await this.gets(attributes[tag === 'img' ? 'src' : 'href'] ?? '');
        if (!answer.ok)
          throw new Error(`${this.name} cannot open ${attributes.src ?? attributes.href}: ${answer.status}`);
        return {
          name: attributes.download ?? 'picture.png',
          bytes: await answer.bytes(),
          alt: attributes.alt,
        };
      }),
    );
  }

  async modal(): Promise<SeenForm | undefined> {
    const form = byId(await this.looksAt(), 'form');
    return form && readForm(form);
  }

  get #base(): string {
    return `/as/${encodeURIComponent(this.account.slice('practice:'.length))}`;
  }

  async #messages(where?: ChannelId | 'direct'): Promise<Shown[]> {
    const here = await this.looksAt();
    const places = byClass(here, 'place').map((link) => link.attributes.href ?? '');
    const wanted = places.filter((path) => {
      if (path.endsWith('/guide')) return false;
      if (where === undefined) return true;
      return decodeURIComponent(path).endsWith(
        where === 'direct' ? '/direct' : `/channel/${where.slice('practice:'.length)}`,
      );
    });
    const pages = await Promise.all(wanted.map((path) => this.looksAt(`${path}?all`)));
    return pages
      .flatMap((page) => byClass(page, 'message'))
      .map((element) => ({ element, number: Number(element.attributes['data-number']) }))
      .sort((one, other) => one.number - other.number);
  }

  async #screen(where?: ChannelId | 'direct'): Promise<string> {
    const form = await this.modal();
    const open = form
      ? [`[form "${form.title}": ${form.fields.map((field) => field.label).join(', ')}]`]
      : [];
    return [...(await this.sees(where)), ...open].join('\n---\n');
  }
}

/** What is said in a message, without who said it and when, and without its buttons and lists. */
function wordsIn(message: Element): string {
  const body = byClass(message, 'message-body')[0] ?? message;
  return withoutMarks(wordsOf(body, (element) => element.tag === 'form' || element.tag === 'svg'));
}

function plain(element: Element): string {
  return withoutMarks(wordsOf(element));
}

function buttonsIn(message: Element): Element[] {
  return byClass(message, 'buttons').flatMap((form) => byTag(form, 'button'));
}

function idOf(message: Element): string {
  return (message.attributes.id ?? '').replace(/^m-/u, '');
}

function quoted(said: Said): string {
  if (isFile(said)) throw new Error('A file is handed over in a form, not in a command line.');
  return `"${String(said).replaceAll(/["\\]/gu, '\\$&')}"`;
}

function isFile(said: Said): said is SaidFile {
  return typeof said === 'object';
}

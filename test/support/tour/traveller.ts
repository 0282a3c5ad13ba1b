// Somebody on the tour: types, presses and fills forms as on a platform, and everything they are shown is noted.
import type { RawValues } from '#bot/field.ts';
import type { Form } from '#bot/form.ts';
import type { Incoming, Listener, Reply, Source } from '#bot/platform.ts';
import type { Text } from '#bot/text.ts';
import { type Drawing, readRoute } from '#bot/view.ts';
import type { AccountId } from '#exchange/people.ts';
import type { Notes, Seen } from './notes.ts';

/** What somebody is shown in answer to one step. */
export type Shown = readonly Drawing[];

export interface Traveller {
  readonly account: AccountId;
  /** Each verb gives back what is shown in answer, and throws when nothing was, not even a form. */
  runs(path: string, given?: RawValues, unread?: readonly string[]): Promise<Shown>;
  /** Presses the newest button or select with this path, whose route holds `holding`, that they can see. */
  presses(path: string, holding?: string, chosen?: string): Promise<Shown>;
  /** Presses a route as it is, such as that of a button of an old card. */
  pressesRoute(route: string, chosen?: string): Promise<Shown>;
  /** The route that `presses` would press. */
  sees(path: string, holding?: string): string;
  /** Fills the open form, page after page where a platform asks so, until it is done or comes back. */
  fills(values: RawValues): Promise<Shown>;
  /** Fills the form that came back, or that a button below a refusal opens again. */
  corrects(values: RawValues): Promise<Shown>;
  /** Types into a search field, with the same eyes. */
  searches(path: string, option: string, typed: string): Promise<void>;
  /** The same person elsewhere, such as in a channel of another organisation. */
  in(traits: Partial<Source>): Traveller;
}

export interface TravellerParts {
  readonly listener: Listener;
  readonly notes: Notes;
  readonly source: Source;
  /** As on Discord: a form comes in pages, closes when it is sent, and no form follows a form at once. */
  readonly paged: boolean;
  /** Called before each step: nobody does two things at one instant. */
  readonly tick: () => void;
}

interface OpenForm {
  readonly form: Form;
  readonly page: number;
}

let keys = 0;

export function traveller(parts: TravellerParts): Traveller {
  const { listener, notes, source, paged } = parts;
  const account = source.account;
  let open: OpenForm | undefined;

  function replyTo(after: string, isForm: boolean): Reply {
    const note = (drawing: Drawing) =>
      notes.seen.push({ after, as: 'answer', to: account, addressees: [], drawing, proof: undefined });
    return {
      show: async (drawing) => void note(drawing),
      update: async (drawing) => void note(drawing),
      openForm: async (form, page) => {
        if (isForm && paged) return false;
        open = { form, page };
        notes.forms.push({ after, form, page });
        return true;
      },
      mark: async (problems: Readonly<Record<string, Text>>, form) => {
        // Discord's form comes back by a button, with its problems as well.
        notes.forms.push({ after, form, page: open?.page ?? 0 });
        if (paged) return false;
        if (Object.keys(problems).length === 0) throw new Error(`${after}: marked without a problem`);
        open = { form, page: 0 };
        return true;
      },
    };
  }

  async function during(
    after: string,
    isForm: boolean,
    work: (incoming: Incoming) => Promise<void>,
  ): Promise<Shown> {
    const before = { seen: notes.seen.length, forms: notes.forms.length };
    keys += 1;
    parts.tick();
    await work({ ...source, key: `tour:${keys}`, reply: replyTo(after, isForm) });
    const shown = notes.seen.slice(before.seen);
    if (shown.length === 0 && notes.forms.length === before.forms) throw new Error(`${after}: no answer`);
    return shown.map((one) => one.drawing);
  }

  function pressesRoute(route: string, chosen?: string): Promise<Shown> {
    notes.pressed.add(readRoute(route).path);
    return during(`${account} presses ${route}`, false, (incoming) =>
      listener.pressed({ ...incoming, route, chosen }),
    );
  }

  function sees(path: string, holding = ''): string {
    const isTheirs = (one: Seen) => one.to === account || (one.as !== 'answer' && isChannel(one));
    for (const one of notes.seen.toReversed().filter(isTheirs)) {
      const found = routesOf(one.drawing).find(
        (route) => (route === path || route.startsWith(`${path}|`)) && route.includes(holding),
      );
      if (found !== undefined) return found;
    }
    throw new Error(`${account} sees no button ${path} with ${holding}`);
  }

  async function submits(values: RawValues): Promise<Shown> {
    if (!open) throw new Error(`${account} has no form open.`);
    const { form, page } = open;
    open = undefined;
    const shown = (paged ? form.pages.slice(page, page + 1) : form.pages).flatMap((one) => one.fields);
    const filled = shown.flatMap((field) => (field.filled === undefined ? [] : [[field.name, field.filled]]));
    const all: RawValues = { ...Object.fromEntries(filled), ...values };
    const names = shown.map((field) => field.name);
    return during(`${account} fills ${form.path}`, true, (incoming) =>
      listener.submitted({
        ...incoming,
        form: form.id,
        values: Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))),
        shown: names,
      }),
    );
  }

  async function fills(values: RawValues): Promise<Shown> {
    const id = open?.form.id ?? '';
    const done = new Set<number>();
    for (;;) {
      done.add(open?.page ?? 0);
      const said = await submits(values);
      const next = notes.seen.at(-1)?.drawing;
      const onward = next && routesOf(next).find((route) => route.startsWith(`form/open|${id}|`));
      // The button under a finished page leads on; one that leads back is for whoever plays to press.
      if (onward === undefined || done.has(Number(onward.split('|')[2]))) return said;
      await pressesRoute(onward);
    }
  }

  return {
    account,
    runs: (path, given = {}, unread = []) => {
      notes.asked.add(path);
      return during(`${account} runs ${path}`, false, (incoming) =>
        listener.asked({ ...incoming, path, given, unread }),
      );
    },
    pressesRoute,
    sees,
    presses: async (path, holding, chosen) => pressesRoute(sees(path, holding), chosen),
    fills,
    corrects: async (values) => {
      if (!open) await pressesRoute(sees('form/open'));
      return fills(values);
    },
    searches: async (path, option, typed) => {
      const offers = await listener.suggesting({ ...source, path, option, typed, given: {} });
      notes.offered.push({ after: `${account} types ${typed} in ${option} of ${path}`, offers });
    },
    in: (traits) => traveller({ ...parts, source: { ...source, ...traits } }),
  };
}

function isChannel(one: Seen): boolean {
  return one.channel === true;
}

/** Every route of a drawing: of its buttons and its selects. */
export function routesOf(drawing: Drawing): readonly string[] {
  return drawing.view.flatMap((block) => {
    if ('buttons' in block) return block.buttons.map((button) => button.route);
    return 'select' in block ? [block.select.route] : [];
  });
}

// How people of the story come to know something: directly, or by opening what waits for them in their channel.
import { expect, vi } from 'vitest';
import { type Person, says } from '../support/person.ts';
import { said } from './said.ts';
import type { Actor } from './world.ts';

/** Who has asked to be written to directly; what waits for them comes so from then on. */
const written = new WeakSet<Person>();

/** Reads what has been told with these words; opens a message that waits without its content, as people do. */
export async function hears(actor: Actor, words: string | RegExp): Promise<string> {
  const { person, speaks } = actor;
  // In their language, or in that of a channel that waits for somebody who has not chosen theirs yet.
  const waiting = (['en', speaks] as const).map((language) => ({
    words: said('house', 'inbox.waiting', language, { person: `@${person.name}` }),
    button: said('house', 'inbox.direct', language),
  }));
  const until = performance.now() + 8_000;
  for (;;) {
    const seen = await person.sees();
    const found = seen.findLast((text) => says(text, words));
    if (found !== undefined) return found;
    const there = waiting.find(({ words }) => seen.some((text) => text.includes(words)));
    if (there && !written.has(person)) {
      written.add(person);
      await person.presses(there.button, there.words);
    }
    if (performance.now() > until) {
      throw new Error(
        `${person.name} never heard ${String(words)}, but sees:\n${seen.slice(-6).join('\n---\n')}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * The sentence stands in the form where the chat opens it at once, and in a message with a button to it elsewhere. Gives
 * back everything that is before them, with the form open.
 */
export async function isAskedAgain({ person, speaks }: Actor, sentence: string): Promise<string> {
  const seen = async () => {
    const form = await person.modal();
    const inForm = [form?.introduction, ...(form?.fields ?? []).map((field) => field.hint)];
    return [...inForm, ...(await person.sees())].join('\n');
  };
  await vi.waitFor(async () => expect(await seen()).toContain(sentence), 8_000);
  const all = await seen();
  if (!(await person.modal())) await person.presses(said('house', 'form.correctButton', speaks));
  return all;
}

/** A one-time code in what somebody reads. */
export function codeIn(text: string): string {
  const [code] = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b/.exec(text) ?? [];
  if (code === undefined) throw new Error(`There is no code in: ${text}`);
  return code;
}

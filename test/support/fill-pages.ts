// Fills a form from its first page to its last, whether the chat shows one page at a time or all of them at once.
import type { Person, Said, SeenForm } from './person.ts';

/**
 * Answers by label or field name; each is given on the page that asks it. What stands filled in already is left as
 * it is. Ends with the last page, or where the bot wants an answer looked at again.
 */
export async function fillsPages(person: Person, answers: Readonly<Record<string, Said>>): Promise<void> {
  const left = new Map(Object.entries(answers));
  for (;;) {
    const form = await formBefore(person);
    const here = [...left].filter(([key]) =>
      form.fields.some(({ label, name }) => key === name || key === label),
    );
    for (const [key] of here) left.delete(key);
    await person.fills(Object.fromEntries(here));
    const [, page, pages] = /(\d+)\/(\d+)$/.exec(form.title) ?? [];
    if (page === undefined || page === pages) break;
    if (!(await goesOn(person, Number(page) + 1, Number(pages)))) return;
  }
  if (left.size > 0) throw new Error(`No page of the form asks: ${[...left.keys()].join(', ')}.`);
}

/** The form that is open, or about to be: a chat may open it a moment after it has taken note of the wish. */
export async function formBefore(person: Person): Promise<SeenForm> {
  for (let look = 0; look < 100; look += 1) {
    const form = await person.modal();
    if (form) return form;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(
    `No form is open before ${person.name}, who sees:\n${(await person.sees()).slice(-3).join('\n---\n')}`,
  );
}

/** Presses "Continue (2 of 3)" in whatever language; false where a corrected form needs no further page. */
async function goesOn(person: Person, page: number, pages: number): Promise<boolean> {
  const labels = await person.buttons();
  const on = labels.find((label) => new RegExp(`${page}\\D+${pages}`).test(label));
  if (on !== undefined) await person.presses(on);
  return on !== undefined;
}

// A human before the practice room's page: what they click, type and see, through a real browser.
import type { Browser, Locator, Page } from 'playwright-core';

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Pixels of the picture for each of the page's. */
  readonly sharpness?: number;
}

/** Conversations by what stands in the list: a channel's name, `Attaché`, or the guide. */
export type Place = string;

/** What is put into a field, by the name that the bot knows it by; a choice by its value. */
export type Answers = Readonly<Record<string, string>>;

export class RoomVisitor {
  readonly page: Page;
  /** What the browser complained about: errors of scripts, of the console, and of the content policy. */
  readonly faults: string[];

  private constructor(page: Page, faults: string[]) {
    this.page = page;
    this.faults = faults;
  }

  /** A browser window of its own, with cookies of its own, at the room's first page. */
  static async enters(browser: Browser, address: string, look: Look = {}): Promise<RoomVisitor> {
    const window = await browser.newContext({
      viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
      colorScheme: look.scheme ?? 'light',
      deviceScaleFactor: look.sharpness ?? 1,
      reducedMotion: 'reduce',
    });
    const page = await window.newPage();
    const visitor = watching(page, (faults) => new RoomVisitor(page, faults));
    await page.goto(address);
    return visitor;
  }

  /** A second tab of the same window. */
  async opensTab(path: string): Promise<RoomVisitor> {
    const page = await this.page.context().newPage();
    const tab = watching(page, (faults) => new RoomVisitor(page, faults));
    await page.goto(new URL(path, this.page.url()).href);
    return tab;
  }

  async becomes(name: string): Promise<void> {
    await this.page.locator('#people').getByRole('link', { name }).click();
    await this.page.locator('.who', { hasText: name }).waitFor();
  }

  async goesTo(place: Place): Promise<void> {
    const link = this.page.locator('#conversations').getByRole('link', { name: place });
    await link.click();
    await this.page.locator('#conversations [aria-current=page]', { hasText: place }).waitFor();
  }

  /** To what they and Attaché say to each other. */
  async goesToAttache(name: string): Promise<void> {
    await this.becomes(name);
    await this.goesTo('Attaché');
  }

  /** Types a line key by key and sends it with Enter. */
  async says(line: string): Promise<void> {
    const box = this.page.locator('#say');
    await box.click();
    await this.page.keyboard.type(line);
    await this.settles(() => this.page.keyboard.press('Enter'));
  }

  /** The dialog that is open before them. */
  get form(): Locator {
    return this.page.locator('dialog#form[open]');
  }

  async fills(answers: Answers): Promise<void> {
    for (const [name, answer] of Object.entries(answers)) await this.#fillsOne(name, answer);
  }

  async submits(answers: Answers = {}): Promise<void> {
    await this.form.waitFor();
    await this.fills(answers);
    await this.settles(() => this.form.locator('footer button.primary').click());
  }

  /** Presses the newest button whose route begins (and ends) so: the same button whatever language it speaks. */
  async presses(route: string, ending = ''): Promise<void> {
    await this.settles(() => this.button(route, ending).click());
  }

  /** Chooses from the list under these words, in the newest message that has one; an option by its words or its value. */
  async chooses(list: string | RegExp, option: string | { readonly value: string }): Promise<void> {
    const asked = this.page.locator('.choose').filter({ hasText: list }).last();
    const named =
      typeof option === 'string' ? asked.locator('option').filter({ hasText: option }) : undefined;
    const value = named ? await named.first().getAttribute('value') : option;
    await asked.locator('select').selectOption(value);
    await this.settles(() => asked.locator('button').click());
  }

  button(route: string, ending = ''): Locator {
    const ends = ending === '' ? '' : `[value$="${ending}"]`;
    return this.page.locator(`.buttons button[value^="${route}"]${ends}`).last();
  }

  /** What stands in the open form, by the names of its fields; of a group of choices the one that is chosen. */
  async filled(): Promise<Record<string, string>> {
    const fields = this.form.locator('[name^="f."]:not([type=radio]:not(:checked))');
    const pairs = await fields.evaluateAll((all) => all.map((one) => [one.name.slice(2), one.value]));
    return Object.fromEntries(pairs);
  }

  /** Comes to a field of the form by Tab, and answers it by key. */
  async fillsByKeyboard(name: string, answer: string): Promise<void> {
    const { keyboard } = this.page;
    for (let presses = 0; !(await this.#standsIn(name)); presses += 1) {
      if (presses > 8) throw new Error(`Tab does not lead to “${name}”, but to “${await this.focused()}”.`);
      await keyboard.press('Tab');
    }
    const kind = await this.page.evaluate('document.activeElement.type');
    if (kind === 'radio') {
      await keyboard.press('Space');
      for (let steps = 0; (await this.#chosen(name)) !== answer && steps < 8; steps += 1)
        await keyboard.press('ArrowDown');
    } else if (kind === 'select-one') {
      for (let steps = 0; (await this.#valueHere()) !== answer && steps < 20; steps += 1)
        await keyboard.press('ArrowDown');
    } else if (kind === 'date') {
      const [year, month, day] = answer.split('-');
      await keyboard.type(`${month}${day}${year}`);
    } else await keyboard.type(answer);
  }

  /** The id of whatever has the keyboard. */
  async focused(): Promise<string> {
    return String(await this.page.evaluate('document.activeElement?.id ?? ""'));
  }

  /** Moves the clock to a date under “Jump to …”, the first that fits or a later one, and waits until it stands still. */
  async jumpsTo(date: RegExp, later = 0): Promise<void> {
    await this.page.locator('#clock summary').click();
    const dates = this.page.locator('#clock .stop').filter({ hasText: date });
    await this.settles(() => dates.nth(later).click());
    await this.clockStandsStill();
  }

  /** By a button of the clock: `days:1`, `days:7`, `next`. */
  async movesClock(by: string): Promise<void> {
    await this.settles(() => this.page.locator(`#clock button[value="${by}"]`).click());
    await this.clockStandsStill();
  }

  /** The day that it is in the room, as ISO. */
  async today(): Promise<string> {
    const now = await this.page.locator('#clock time').first().getAttribute('datetime');
    return (now ?? '').slice(0, 10);
  }

  async clockStandsStill(): Promise<void> {
    await this.page.locator('#clock-news[data-moving]').waitFor({ state: 'detached', timeout: 100_000 });
    await this.page.locator('#clock .moves').waitFor();
  }

  /** The newest message of Attaché with these words. */
  view(words: string | RegExp): Locator {
    return this.page.locator('.view').filter({ hasText: words }).last();
  }

  async sees(words: string | RegExp): Promise<string> {
    const view = this.view(words);
    await view.waitFor({ timeout: 10_000 }).catch(async () => {
      const shown = await this.page.locator('.view, #form').allInnerTexts();
      throw new Error(
        `Waited for ${String(words)}, but saw at ${this.page.url()}:\n${shown.join('\n---\n')}`,
      );
    });
    return plain(await seen(view));
  }

  /** What stands beside a label in the newest message that has such a fact. */
  async fact(label: string): Promise<string> {
    const terms = this.page.locator('.facts > div').filter({
      has: this.page.locator('dt').getByText(label, { exact: true }),
    });
    return plain(await seen(terms.last().locator('dd')));
  }

  /** Language, direction and words of the newest thing that Attaché has said here. */
  async reads(): Promise<{ readonly lang: string; readonly dir: string; readonly words: string }> {
    const newest = this.page.locator('.view').last();
    await newest.waitFor();
    return {
      lang: (await newest.getAttribute('lang')) ?? '',
      dir: (await newest.getAttribute('dir')) ?? '',
      words: plain(await seen(newest)),
    };
  }

  /** The pictures here, as they have been drawn, newest last. */
  async pictures(): Promise<readonly { readonly alt: string; readonly width: number }[]> {
    const all = await this.page.locator('.view img').all();
    return Promise.all(
      all.map(async (picture) => {
        await picture.scrollIntoViewIfNeeded();
        const width = await picture.evaluate(async (image) => {
          await image.decode();
          return image.naturalWidth;
        });
        return { alt: (await picture.getAttribute('alt')) ?? '', width };
      }),
    );
  }

  /** What the list of people says is waiting for somebody. */
  async waiting(name: string): Promise<string> {
    const badge = this.page.locator('.person', { hasText: name }).locator('.badge [aria-hidden]');
    await badge.waitFor();
    return seen(badge);
  }

  /** Does something that is sent to the room, and waits until the page shows what came of it. */
  async settles(act: () => Promise<unknown>): Promise<void> {
    const answered = this.page.waitForResponse(
      (response) => response.request().method() === 'POST' && !response.url().endsWith('/suggest'),
    );
    await act();
    await answered;
    await this.page.locator('[aria-busy]').first().waitFor({ state: 'detached' });
  }

  async #standsIn(name: string): Promise<boolean> {
    return (await this.page.evaluate('document.activeElement?.name ?? ""')) === `f.${name}`;
  }

  async #valueHere(): Promise<unknown> {
    return this.page.evaluate('document.activeElement.value');
  }

  async #chosen(name: string): Promise<unknown> {
    return this.form.locator(`input[name="f.${name}"]:checked`).getAttribute('value');
  }

  async #fillsOne(name: string, answer: string): Promise<void> {
    const field = this.form.locator(`[id="f-${name}"]`);
    const kind = await field.evaluate(
      (element) => `${element.tagName} ${element.getAttribute('role') ?? ''}`,
    );
    if (kind.startsWith('SELECT')) await field.selectOption(answer);
    else if (kind === 'FIELDSET radiogroup') await field.locator(`input[value="${answer}"]`).check();
    else if (kind === 'INPUT combobox') {
      await field.fill(answer);
      await this.form.locator(`[id="f-${name}-list"]`).getByRole('option', { name: answer }).first().click();
    } else await field.fill(answer);
  }
}

function watching(page: Page, made: (faults: string[]) => RoomVisitor): RoomVisitor {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  return made(faults);
}

/** What is drawn, not what stands in the page: hidden words are left out. */
function seen(part: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: a person reads what is drawn
  return part.innerText();
}

/** Without the marks that part directions of writing. */
function plain(words: string): string {
  return words.replaceAll(/[\u2066-\u2069]/gu, '');
}

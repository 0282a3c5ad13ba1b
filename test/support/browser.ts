// A real Chromium for tests, from npm: nothing needs to be installed on the machine.
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Opens a browser without a window; close it when done. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // The tests of a container run as root, where Chromium's own sandbox cannot be set up.
    args: [...chromium.args.filter((arg) => !arg.startsWith('--headless')), '--no-sandbox'],
    headless: true,
  });
}

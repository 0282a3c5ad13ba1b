// A real Chromium for tests, from npm: nothing needs to be installed on the machine.
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Opens a browser without a window; close it when done. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // A container's tests run as root, where Chromium's own sandbox cannot be set up. The package's own list of
    // arguments is for servers: it ends the browser with its first page, and switches web security off.
    args: ['--no-sandbox', '--font-render-hinting=none', '--disable-dev-shm-usage', '--disable-gpu'],
    headless: true,
  });
}

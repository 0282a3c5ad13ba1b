// The end of a running Attaché: nothing new is taken, what was acknowledged is answered, and it never takes for ever.
import type { Log } from '#bot/log.ts';
import type { Platform } from '#bot/platform.ts';
import type { Store } from '#store/store.ts';
import type { Assembled } from './assemble.ts';

export interface StopParts {
  readonly bot: Pick<Assembled, 'stop' | 'settled'>;
  readonly platforms: readonly Pick<Platform, 'name' | 'stop'>[];
  readonly presence: { stop(): Promise<void> };
  readonly store: Pick<Store, 'close'>;
  readonly health: { stopping(): void; close(): Promise<void> } | undefined;
  /** The public pages, where they are served. */
  readonly pages?: { close(): Promise<void> } | undefined;
  readonly log: Log;
}

/** Longer than a call to a platform may take; with the record's, less than the half minute that supervisors give. */
export const workEndsWithin = 20_000;
const recordClosesWithin = 3_000;

/** Resolves when everything has ended, or was given up: what has not ended then is found and settled by the next start. */
export async function stopInOrder({
  bot,
  platforms,
  presence,
  store,
  health,
  pages,
  log,
}: StopParts): Promise<void> {
  log.info({}, 'Attaché is stopping: it takes nothing new, and finishes what was acknowledged');
  health?.stopping();
  // At once, so that nothing more is acknowledged while sends end; what a platform posts still leaves after its stop.
  await Promise.all([
    ends('sweeps and sends', workEndsWithin, () => bot.stop(), log),
    ends('the public pages', recordClosesWithin, async () => pages?.close(), log),
    ...platforms.map((platform) => ends(platform.name, workEndsWithin, () => platform.stop(), log)),
  ]);
  await ends('the intake', recordClosesWithin, () => bot.settled(), log);
  // Only now, because what was under way was done under it.
  await ends('the leases', recordClosesWithin, () => presence.stop(), log);
  // The record is closed all the same, or the next start would find it held.
  await ends('the record', recordClosesWithin, () => store.close(), log);
  await health?.close();
}

async function ends(what: string, within: number, stop: () => Promise<void>, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, within, 'late');
  });
  try {
    if ((await Promise.race([stop(), late])) === 'late')
      log.warn({ what, within }, 'Something did not end in time and was left: the next start settles it');
  } catch (error) {
    log.error({ error, what }, 'Something could not stop in order');
  } finally {
    clearTimeout(timer);
  }
}

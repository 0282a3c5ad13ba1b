// What a menu offers while somebody types in it: in time, or nothing, as a menu cannot say that it is late.
import type { PlainTextOption } from '@slack/types';
import type { Suggestion } from '#bot/field.ts';
import type { Log } from '#bot/log.ts';
import { limits } from './limits.ts';
import { optionOf } from './render-view.ts';

/** Milliseconds until suggestions are given up, so that Slack is answered in time. */
const patience = 2_500;

export async function offers(
  log: Log,
  suggesting: () => Promise<readonly Suggestion[]>,
): Promise<PlainTextOption[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never[]>((resolve) => {
    timer = setTimeout(() => resolve([]), patience);
  });
  try {
    const found = await Promise.race([suggesting(), late]);
    return found.slice(0, limits.selectOptions.most).map((offer) => optionOf(offer.id, offer.label));
  } catch (error) {
    log.error({ error, kind: 'options' }, 'Suggestions failed');
    return [];
  } finally {
    clearTimeout(timer);
  }
}

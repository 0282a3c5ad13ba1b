// Answers through the address that came with a command or a press: five uses within half an hour.
import { checkedAddress } from './allowed-hosts.ts';
import { callTimeout } from './clients.ts';
import { limits } from './limits.ts';
import type { SlackMessage } from './render-view.ts';

export interface ResponseAddress {
  /** Sends; false when the address is used up, has expired, or Slack no longer takes it. */
  send(message: SlackMessage, how: 'ask' | 'everybody' | 'replace'): Promise<boolean>;
}

/** Slack's half hour begins when it sends, not when we receive. */
const margin = 30_000;

export function responseAddress(
  address: string | undefined,
  apiUrl: string | undefined,
  now: () => number,
): ResponseAddress {
  const url = address === undefined ? undefined : checkedAddress(address, apiUrl);
  const until = now() + limits.responseUrlMinutes.most * 60_000 - margin;
  let uses = 0;
  return {
    async send(message, how) {
      if (!url || uses >= limits.responseUrlUses.most || now() > until) return false;
      uses += 1;
      const sending = fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          ...message,
          ...(how === 'replace'
            ? { replace_original: true }
            : { replace_original: false, response_type: how === 'everybody' ? 'in_channel' : 'ephemeral' }),
          unfurl_links: false,
          unfurl_media: false,
          parse: 'none',
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(callTimeout),
      });
      const answer = await sending.catch((error: unknown) => {
        // After a time-out it may have been shown; otherwise there is another way to say it.
        if (error instanceof DOMException && error.name === 'TimeoutError') throw error;
        return undefined;
      });
      await answer?.body?.cancel();
      return answer?.ok === true;
    },
  };
}

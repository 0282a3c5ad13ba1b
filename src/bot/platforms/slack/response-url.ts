// Answers through the address that came with a command or a press: five uses within half an hour.
import { checkedAddress } from './allowed-hosts.ts';
import { replyTimeout } from './clients.ts';
import { asItIs } from './held-acknowledgement.ts';
import { limits } from './limits.ts';
import { NoAnswerInTime, postJson } from './post-json.ts';
import type { SlackMessage } from './render-view.ts';

export interface ResponseAddress {
  /** Sends; false when the address is used up, has expired, or Slack no longer takes it. */
  send(message: SlackMessage, how: 'ask' | 'everybody' | 'replace'): Promise<boolean>;
}

export interface ResponseAddresses {
  /** Throws where the address is not Slack's. */
  at(address: string | undefined): ResponseAddress;
}

/** Slack's half hour begins when it sends, not when we receive. */
const margin = 30_000;

/** Where nearly all of them lead; what begins so needs no closer look, and most are never used. */
const usual = 'https://hooks.slack.com/';

export function makeResponseAddresses(apiUrl: string | undefined, now: () => number): ResponseAddresses {
  const configured = apiUrl === undefined ? undefined : URL.parse(apiUrl)?.origin;
  const known = [usual, ...(configured === undefined ? [] : [`${configured}/`])];
  return {
    at(address) {
      if (address === undefined) return responseAddress(undefined, now);
      if (known.some((beginning) => address.startsWith(beginning))) return responseAddress(address, now);
      return responseAddress(checkedAddress(address, apiUrl).href, now);
    },
  };
}

function responseAddress(url: string | undefined, now: () => number): ResponseAddress {
  const until = now() + limits.responseUrlMinutes.most * 60_000 - margin;
  let uses = 0;
  return {
    async send(message, how) {
      if (!url || uses >= limits.responseUrlUses.most || now() > until) return false;
      uses += 1;
      const body = {
        ...message,
        ...(how === 'replace'
          ? { replace_original: true }
          : { replace_original: false, response_type: how === 'everybody' ? 'in_channel' : 'ephemeral' }),
        ...asItIs,
      };
      try {
        const status = await postJson(new URL(url), body, replyTimeout);
        return status >= 200 && status < 300;
      } catch (error) {
        // After a time-out it may have been shown; otherwise there is another way to say it.
        if (error instanceof NoAnswerInTime) throw error;
        return false;
      }
    },
  };
}

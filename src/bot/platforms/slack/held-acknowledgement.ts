// Holds an acknowledgement back for a moment, so that it says that all is done, or carries the answer itself.
import type { Log } from '#bot/log.ts';
import type { SlackMessage } from './render-view.ts';

/**
 * Slack's answer to one request, sent once, with a body where one is due. Resolves with whether it has left; false
 * where it was sent before, or Slack has hung up.
 */
export type Acknowledge = (body?: object) => Promise<boolean>;

export interface HeldAcknowledgement {
  /** Sends the message to the asker alone, as the acknowledgement; false where that has gone, or takes no message. */
  carry(message: SlackMessage): Promise<boolean>;
  /** Acknowledges what has been dealt with, unless it has been acknowledged. */
  done(): void;
}

/**
 * Milliseconds from the arrival. Slack waits three seconds from when somebody pressed Enter; its way here, ours back,
 * and a process that was busy with something else must all fit into the rest.
 */
export const heldAtMost = 800;

/**
 * With so many requests being answered, whoever comes next is acknowledged at once: a crowd that fills the process
 * must not wait for its answers with the line open.
 */
export const crowd = 512;

/** What an acknowledgement and a response address take beside the message itself. */
export const asItIs = { unfurl_links: false, unfurl_media: false, parse: 'none' } as const;

export interface HoldParts {
  readonly acknowledge: Acknowledge;
  /** `performance.now()` at its arrival. */
  readonly arrived: number;
  /** Milliseconds from the arrival. */
  readonly atMost: number;
  /** Whether the acknowledgement may be a message to the asker. */
  readonly carries: boolean;
  /** Keeps the request where a crash does not reach it. It is not acknowledged unanswered before that. */
  readonly keep: () => Promise<void>;
  readonly log: Log;
}

/** Held until it is dealt with; when that takes longer than `atMost`, what was asked is kept and then acknowledged. */
export function holdAcknowledgement(parts: HoldParts): HeldAcknowledgement {
  const { acknowledge, arrived, atMost, carries, keep, log } = parts;
  let held = true;

  async function acknowledgeUnanswered(): Promise<void> {
    try {
      await keep();
      done();
    } catch (error) {
      // It stays held: dealt with in time it is still acknowledged, and otherwise Slack says that it was not heard.
      log.error({ error }, 'A request from Slack could not be kept, and so was not acknowledged');
    }
  }

  function done(): void {
    if (!held) return;
    held = false;
    clearTimeout(timer);
    void acknowledge();
  }

  const wait = arrived + atMost - performance.now();
  const timer = wait > 0 ? setTimeout(() => void acknowledgeUnanswered(), wait) : undefined;
  if (wait <= 0) void acknowledgeUnanswered();

  return {
    async carry(message) {
      if (!held || !carries) return false;
      held = false;
      clearTimeout(timer);
      // https://docs.slack.dev/interactivity/implementing-slash-commands#responding_immediate_response
      return acknowledge({ response_type: 'ephemeral', ...message, ...asItIs });
    },
    done,
  };
}

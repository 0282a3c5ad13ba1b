// Tells what Slack sent apart, by whichever way it came, and hands each kind to the one handler that it has.
import type { Meter } from '#bot/meter.ts';
import type { Listener } from '#bot/platform.ts';
import type { Acknowledge } from './held-acknowledgement.ts';
import { type ListenParts, listen } from './listen.ts';
import { isAction, isCommand, isEvent, isFields, isSubmission, isSuggestion } from './payloads.ts';

/** One thing that Slack says and waits for, known to be Slack's. */
export interface Arrival {
  /** As it was parsed. */
  readonly said: unknown;
  readonly acknowledge: Acknowledge;
  /** `performance.now()` at its arrival. */
  readonly at: number;
  /** Whether only Slack can read what is acknowledged, so that an answer may travel in it. */
  readonly inConfidence: boolean;
  /** Whether another process had acknowledged it, and died over it. */
  readonly isResumed?: true;
}

/** Acknowledges everything: what it does not know is none of its business. Never throws; resolves when all is done. */
export type Receive = (arrival: Arrival) => Promise<void>;

export interface ReceiveParts extends ListenParts {
  readonly meter: Meter;
}

export function makeReceive(listener: Listener, parts: ReceiveParts): Receive {
  const { log, meter } = parts;
  const hearing = listen(listener, parts);

  async function dispatch(arrival: Arrival): Promise<void> {
    const { said } = arrival;
    if (isCommand(said)) return hearing.commanded(said, arrival);
    if (isAction(said)) return hearing.acted(said, arrival);
    if (isSubmission(said)) return hearing.submitted(said, arrival);
    if (isSuggestion(said)) return hearing.suggesting(said, arrival);
    if (isEvent(said)) return hearing.happened(said, arrival);
    if (isFields(said) && said.type === 'app_rate_limited')
      log.warn({ team: said.team_id }, 'Slack holds events back: there were too many in an hour');
    await arrival.acknowledge();
  }

  return async (arrival) => {
    const acknowledge: Acknowledge = async (body) => {
      const left = await arrival.acknowledge(body);
      if (left) meter.acknowledged('slack', performance.now() - arrival.at);
      return left;
    };
    try {
      await dispatch({ ...arrival, acknowledge });
    } catch (error) {
      log.error({ error }, 'A request from Slack failed');
      await acknowledge();
    }
  };
}

/** What was kept by a process that has died, as it arrived; it has been acknowledged already. */
export function resumed(payload: string): Arrival {
  return {
    said: JSON.parse(payload),
    acknowledge: async () => false,
    at: performance.now(),
    inConfidence: false,
    isResumed: true,
  };
}

// Holds Slack's answer to a submitted form back until the bot knows whether something in it was wrong.
import type { HoldParts } from './held-acknowledgement.ts';
import type { FormAnswer, FormAnswerBody } from './reply.ts';

/** Milliseconds: Slack waits three seconds, its own way here and ours back included. */
const heldAtMost = 2_500;

/**
 * Answers once; when `finish` finds nothing said, the form is closed, and after 2.5 seconds it is kept and then closed.
 */
export function holdFormAnswer(
  shown: readonly string[],
  { acknowledge, keep, log }: Pick<HoldParts, 'acknowledge' | 'keep' | 'log'>,
): FormAnswer & { finish(): Promise<void> } {
  let answered = false;

  /** False where the connection ended meanwhile, too: Slack has closed or kept the form by itself. */
  async function settle(body: FormAnswerBody): Promise<boolean> {
    if (answered) return false;
    answered = true;
    clearTimeout(timer);
    return acknowledge(body);
  }

  async function closeUnanswered(): Promise<void> {
    try {
      await keep();
      await settle({ response_action: 'clear' });
    } catch (error) {
      log.error({ error }, 'A form from Slack could not be kept, and so was not acknowledged');
    }
  }

  const timer = setTimeout(() => void closeUnanswered(), heldAtMost);

  return {
    shown,
    settle,
    async finish() {
      await settle({ response_action: 'clear' });
    },
  };
}

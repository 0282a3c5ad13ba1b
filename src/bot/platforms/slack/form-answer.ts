// Holds Slack's answer to a submitted form back until the bot knows whether something in it was wrong.
import type { FormAnswer, FormAnswerBody } from './reply.ts';

/** Milliseconds: Slack waits three seconds, its own way here and ours back included. */
const heldAtMost = 2_500;

/** Answers once; after 2.5 seconds, or when `finish` finds nothing said, the form is closed. */
export function holdFormAnswer(
  shown: readonly string[],
  acknowledge: (body: FormAnswerBody) => Promise<void>,
): FormAnswer & { finish(): Promise<void> } {
  let answered = false;

  async function settle(body: FormAnswerBody): Promise<boolean> {
    if (answered) return false;
    answered = true;
    clearTimeout(timer);
    try {
      await acknowledge(body);
      return true;
    } catch {
      // The connection ended meanwhile: Slack has closed or kept the form by itself, and a message must do.
      return false;
    }
  }

  const timer = setTimeout(() => void settle({ response_action: 'clear' }), heldAtMost);

  return {
    shown,
    settle,
    async finish() {
      await settle({ response_action: 'clear' });
    },
  };
}

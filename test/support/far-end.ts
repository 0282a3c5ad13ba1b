// A platform that only remembers: it keeps what it accepts, and fails when it is told to.
import { plainText } from '#bot/plain-text.ts';
import type { Outgoing, Platform } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';

/** `faults` are used up one by one, a post or a revision each; a fault may accept the message before it throws. */
export function farEnd(name: 'discord' | 'practice') {
  const accepted: { proof: string; to: string; says: string; drawing: Drawing }[] = [];
  const faults: ((accept: () => void) => void)[] = [];
  const target = (message: Outgoing) => ('account' in message.to ? message.to.account : message.to.channel);
  const says = (drawing: Drawing) =>
    drawing.view
      .map((block) => ('paragraph' in block ? plainText(block.paragraph, drawing) : ''))
      .join(' ')
      .trim();
  const platform: Platform = {
    name,
    fieldsAtOnce: 5,
    start: async () => undefined,
    stop: async () => undefined,
    resume: async () => undefined,
    share: () => undefined,
    post: async (message) => {
      await message.depart();
      const accept = () =>
        void accepted.push({
          proof: message.proof,
          to: target(message),
          says: says(message.drawing),
          drawing: message.drawing,
        });
      const fault = faults.shift();
      if (fault) fault(accept);
      accept();
      return `${name}:m${accepted.length}`;
    },
    revise: async (reference, drawing) => {
      const fault = faults.shift();
      if (fault) fault(() => undefined);
      const at = Number(reference.split(':m')[1]) - 1;
      const before = accepted[at];
      if (before) accepted[at] = { ...before, says: says(drawing), drawing };
    },
    find: async (message) => {
      const at = accepted.findIndex((one) => one.proof === message.proof);
      return at < 0 ? undefined : `${name}:m${at + 1}`;
    },
  };
  return { platform, accepted, faults };
}

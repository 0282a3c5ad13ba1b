// A platform that only remembers: it keeps what it accepts, and fails when it is told to.
import { plainText } from '#bot/plain-text.ts';
import type { Outgoing, Platform, PlatformName } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';

export interface Accepted {
  readonly proof: string;
  readonly to: string;
  readonly says: string;
  readonly drawing: Drawing;
}

/** What happens to a post: it may accept it itself, throw, or take its time. */
export type Fate = (accept: () => void, message: Outgoing) => void | Promise<void>;

/**
 * `faults` are used up one by one, a post or a revision each; a fault may accept the message before it throws. `always`
 * is what happens to every other post, where it is set.
 */
export function farEnd(name: PlatformName) {
  const accepted: Accepted[] = [];
  const faults: Fate[] = [];
  const far = {
    accepted,
    faults,
    always: undefined as Fate | undefined,
    /** Posts that were asked for, revisions, looks for what may stand, and what was to be taken back. */
    asked: { posts: 0, revisions: 0, finds: 0, takenBack: 0 },
    says: () => accepted.map((one) => one.says),
    platform: undefined as unknown as Platform,
  };
  const target = (message: Outgoing) => ('account' in message.to ? message.to.account : message.to.channel);
  const says = (drawing: Drawing) =>
    drawing.view
      .map((block) => ('paragraph' in block ? plainText(block.paragraph, drawing) : ''))
      .join(' ')
      .trim();
  far.platform = {
    name,
    fieldsAtOnce: 5,
    start: async () => undefined,
    stop: async () => undefined,
    resume: async () => undefined,
    share: () => undefined,
    invitation: () => undefined,
    examine: async () => [],
    post: async (message) => {
      await message.depart();
      far.asked.posts += 1;
      let stands = 0;
      const accept = () => {
        const { proof, drawing } = message;
        stands = accepted.push({ proof, to: target(message), says: says(drawing), drawing });
      };
      await (faults.shift() ?? far.always)?.(accept, message);
      if (stands === 0) accept();
      return `${name}:m${stands}`;
    },
    revise: async (reference, drawing) => {
      far.asked.revisions += 1;
      const at = Number(reference.split(':m')[1]) - 1;
      const before = accepted[at];
      await faults.shift()?.(() => undefined, {
        to: { channel: `${name}:m` },
        drawing,
        proof: '',
        addressees: [],
      });
      if (before) accepted[at] = { ...before, says: says(drawing), drawing };
    },
    takeBack: async (reference) => {
      far.asked.takenBack += 1;
      const at = Number(reference.split(':m')[1]) - 1;
      const before = accepted[at];
      await faults.shift()?.(() => undefined, {
        to: { channel: `${name}:m` },
        drawing: { view: [], language: 'en', zone: 'UTC' },
        proof: '',
        addressees: [],
      });
      if (before) accepted[at] = { ...before, says: '', drawing: { ...before.drawing, view: [] } };
    },
    find: async (message) => {
      far.asked.finds += 1;
      const at = accepted.findIndex((one) => one.proof === message.proof);
      return at < 0 ? undefined : `${name}:m${at + 1}`;
    },
  };
  return far;
}

// Circulars: messages of one cause to many people; their card shows whoever started them how far they are.

import type { Store } from '#store/store.ts';
import type { MessageFacts } from './answer.ts';
import type { Clock } from './clock.ts';

/** From so many recipients on, one cause's messages are a circular. */
export const circularFrom = 20;

/** The message that the card of a circular is drawn from: `commands/exchange/messages/circular.ts`. */
export const circularCard = {
  message: 'exchange/circular',
  facts: (id: string): MessageFacts => ({ circular: id }),
};

/** The name of the living card of a circular. */
export function circularPost(id: string): string {
  return `exchange/circular · ${id}`;
}

/** Has the cards of running circulars redrawn, and notes which are over. */
export async function noteProgress({ store, clock }: { store: Store; clock: Clock }): Promise<void> {
  const running = await store.read({ kind: 'process' }, ({ circulars }) => circulars.running());
  if (running.length === 0) return;
  await store.write(
    { viewer: { kind: 'process' }, actor: 'sender', now: clock.now() },
    async ({ circulars, posts }) => {
      for (const { id } of running) {
        await circulars.noteOver(id);
        await posts.revise(circularPost(id));
      }
    },
  );
}

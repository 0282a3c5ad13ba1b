// Redraws a living card whose record has changed, for the channel or the person that it was drawn for.
import { platformOf } from '#exchange/people.ts';
import type { Post } from '#store/records/posts.ts';
import type { Records } from '#store/store.ts';
import { channelReader, drawMessage, personReader } from './draw-message.ts';
import type { Reader } from './message.ts';
import { PlatformFailure } from './platform.ts';
import type { SendParts } from './send-delivery.ts';
import { standing } from './standing.ts';

type RedrawParts = Omit<SendParts, 'lanes' | 'presence' | 'meter'>;

const firstRetry = 5_000;
const longestRetry = 3_600_000;

export async function redraw(parts: RedrawParts, post: Post): Promise<void> {
  const platform = parts.platforms.get(platformOf(post.reference as `practice:${string}`));
  const now = parts.clock.now();
  if (!platform) return write(parts, (records) => records.posts.later(post.id, now + longestRetry));
  try {
    const reader = await readerOf(parts, post, now);
    const drawing = reader && (await drawMessage(parts, post.message, post.facts, reader, now));
    if (drawing) await platform.revise(post.reference, drawing);
    await write(parts, (records) => records.posts.drawn(post.id, post.wanted));
  } catch (error) {
    if (error instanceof PlatformFailure && (error.kind === 'gone' || error.kind === 'refused')) {
      parts.log.warn(
        { post: post.name, failure: error.kind },
        'A living card is no longer where it was posted',
      );
      return write(parts, (records) => records.posts.remove(post.id));
    }
    parts.log.warn({ error, post: post.name }, 'A living card could not be redrawn yet');
    const wait = error instanceof PlatformFailure ? (error.retryAfter ?? firstRetry) : firstRetry;
    parts.lookAt(now + wait);
    await write(parts, (records) => records.posts.later(post.id, now + wait));
  }
}

function readerOf(parts: RedrawParts, post: Post, now: number): Promise<Reader | undefined> {
  return parts.store.read({ kind: 'process' }, async (records) => {
    if (post.person === undefined) {
      const organisation =
        post.organisation === undefined ? undefined : await records.organisations.byId(post.organisation);
      return channelReader(organisation, post.purpose ?? 'announcements');
    }
    const known = await records.people.known(post.person, now);
    // Whoever was removed is told nothing more: the card stays as it was.
    if (!known || known.person.membership === 'removed') return undefined;
    return personReader(await standing(records, known, now), known.grants, known.organisation);
  });
}

function write({ store, clock }: RedrawParts, work: (records: Records) => Promise<void>): Promise<void> {
  return store.write({ viewer: { kind: 'process' }, actor: 'sender', now: clock.now() }, work);
}

// Redraws a living card whose record has changed, for the channel or the person that it was drawn for.
import { type ChannelId, platformOf } from '#exchange/people.ts';
import type { Post } from '#store/records/posts.ts';
import type { Records } from '#store/store.ts';
import { channelReader, drawMessage, personReader } from './draw-message.ts';
import { houseWords } from './house-words.ts';
import type { Reader } from './message.ts';
import { type Platform, PlatformFailure } from './platform.ts';
import type { SendParts } from './send-delivery.ts';
import { standing } from './standing.ts';
import type { Drawing } from './view.ts';

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
    if (post.takenBackAt !== undefined && drawing) return await bringBack(parts, platform, post, drawing);
    if (drawing) await platform.revise(post.reference, drawing);
    else if (reader) await takeAway(parts, platform, post, reader);
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

/** Names a card whose readers could see nothing of it when it was to be posted. */
export function absentCard(channel: ChannelId, delivery: string): string {
  return `${platformOf(channel)}:absent:${delivery}`;
}

function hasStood(post: Post): boolean {
  return post.reference.split(':')[1] !== 'absent';
}

/** Its readers may not see it any more: absent, not blanked. Noted first, so that it is known whatever happens. */
async function takeAway(parts: RedrawParts, platform: Platform, post: Post, reader: Reader): Promise<void> {
  if (post.takenBackAt === undefined) await write(parts, ({ posts }) => posts.takeBack(post.id));
  if (!hasStood(post) || (await isTakenBack(platform, post))) return;
  const say = houseWords.in(reader.language);
  const { language, zone } = reader;
  await platform.revise(post.reference, { view: [{ paragraph: say('post.takenBack') }], language, zone });
}

/** They may see it again: it is posted anew, by a delivery, so that it stands once whatever happens. */
async function bringBack(
  parts: RedrawParts,
  platform: Platform,
  post: Post,
  drawing: Drawing,
): Promise<void> {
  const { id, name, message, facts, person, channel, organisation, purpose, reference } = post;
  const card = { name, message, facts, person, channel, organisation, purpose };
  if (!hasStood(post) || (await isTakenBack(platform, post))) {
    const again = {
      message,
      facts,
      person,
      channel,
      organisation,
      purpose,
      post: name,
      tooLateAt: undefined,
    };
    return write(parts, async ({ posts, deliveries }) => {
      await deliveries.add([{ ...again, key: `card again · ${id}` }]);
      await posts.remove(id);
    });
  }
  await platform.revise(reference, drawing);
  await write(parts, async ({ posts }) => {
    await posts.remove(id);
    await posts.add({ ...card, reference });
    // What changed meanwhile was marked on the one that has been removed.
    await posts.revise(name);
  });
}

/** False where the platform will not allow it: then a neutral sentence stands in its place. */
async function isTakenBack(platform: Platform, post: Post): Promise<boolean> {
  try {
    await platform.takeBack(post.reference);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    if (error.kind === 'refused') return false;
    if (error.kind !== 'gone') throw error;
  }
  return true;
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

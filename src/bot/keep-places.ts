// Keeps in the record which workspaces and servers Attaché is in: greets a new one, and tells whom it concerns of a lost one.

import { setTimeout as pause } from 'node:timers/promises';
import { type PlaceId, placeOf, platformOf } from '#exchange/people.ts';
import { type Records, StoreUnavailable } from '#store/store.ts';
import type { Bot } from './bot.ts';
import { laneOf } from './lanes.ts';
import { leavePlace, organisationsIn } from './leave-place.ts';
import { type Greeting, type Listener, languageOfLocale, type PlaceChange } from './platform.ts';

type KeepsPlaces = Pick<Listener, 'placeJoined' | 'placeLeft' | 'placesHeld'>;

/** After an hour nobody who invited it waits for a greeting any more. */
const greetingHelpsFor = 3_600_000;
/** A record that is away is waited for so often, so long each time: a platform tells such things once. */
const tries = 20;
const betweenTries = 3_000;

export function keepPlaces(bot: Bot): KeepsPlaces {
  /** Never throws. */
  async function noting(what: string, work: (records: Records) => Promise<void>): Promise<void> {
    const act = { viewer: { kind: 'process' }, actor: 'platform', now: bot.clock.now() } as const;
    for (let left = tries; ; left -= 1) {
      try {
        return await bot.store.write(act, work);
      } catch (error) {
        const isLast = left <= 1 || !(error instanceof StoreUnavailable);
        if (isLast) return bot.log.error({ error, what }, 'Where Attaché is could not be noted');
        await pause(betweenTries, undefined, { ref: false });
      }
    }
  }

  const leave = (records: Records, place: PlaceId) =>
    leavePlace(records, place, { messages: bot.messages, now: bot.clock.now() });

  return {
    placeJoined: (joined) =>
      noting('joined', async (records) => {
        if (!(await records.claim(joined.key))) return;
        await records.places.takeUp(joined.place);
        const { greeting } = joined;
        if (greeting && !(await organisationsIn(records, joined.place)).length)
          await greet(records, joined, greeting, bot.clock.now());
      }),

    placeLeft: (left) =>
      noting('left', async (records) => {
        if (await records.claim(left.key)) await leave(records, left.place);
      }),

    placesHeld: (platform, places) =>
      noting('held', async (records) => {
        const here = new Set(places);
        for (const { place } of await records.places.left())
          if (here.has(place)) await records.places.takeUp(place);
        for (const place of await knownPlaces(records))
          if (platformOf(place) === platform && !here.has(place)) await leave(records, place);
      }),
  };
}

/** Drawn when it leaves: a place that has been tied by then is not told how to be. */
async function greet(
  records: Records,
  { place }: PlaceChange,
  { key, channel, locale }: Greeting,
  now: number,
): Promise<void> {
  const language = languageOfLocale(locale) ?? 'en';
  await records.deliveries.add([
    {
      key: `place hello · ${key}`,
      message: 'exchange/place-hello',
      facts: { place, language },
      person: undefined,
      channel,
      lane: laneOf(channel),
      organisation: undefined,
      purpose: undefined,
      post: undefined,
      tooLateAt: now + greetingHelpsFor,
    },
  ]);
}

/** Every workspace and server that something was tied or named in. */
async function knownPlaces(records: Records): Promise<readonly PlaceId[]> {
  const tied = (await records.organisations.places()).map((one) => placeOf(one.place) ?? one.place);
  const named = (await records.organisations.channels({})).flatMap((one) => placeOf(one.channel) ?? []);
  return [...new Set([...tied, ...named])];
}

// Where Attaché is, at the bench: told twice, out of order, and by a platform that lists everything at its start.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlaceId } from '#exchange/people.ts';
import { type Bench, openBench } from '../../test/support/exchange-bench.ts';

describe('the places that Attaché is in', () => {
  let bench: Bench;
  let accra: string;
  beforeEach(async () => {
    bench = await openBench();
    accra = await bench.arrange(async ({ organisations, people }) => {
      const about = { country: 'GH', language: 'en', zone: 'UTC' } as const;
      await organisations.add({ ...about, name: 'Hub', hub: true });
      const { id } = await organisations.add({ ...about, name: 'Accra', hub: false });
      await organisations.tie('practice:away', id, 'Accra server');
      const nadia = await people.add({ name: 'Nadia', organisation: undefined, membership: 'confirmed' });
      await people.grant({ person: nadia.id, role: 'coordinator', scope: 'hub' });
      await people.link('practice:nadia', nadia.id, 'nadia');
      return id;
    });
  });
  afterEach(() => bench.close());

  const left = () => bench.arrange(({ places }) => places.left());
  const greeting = { key: 'practice:away · 1', channel: 'practice:away:lobby', locale: 'fr' } as const;
  const joins = (key: string, place: PlaceId, again = false) =>
    bench.listener.placeJoined({ key, place, greeting: again ? undefined : greeting });
  const said = (to: string) =>
    bench.delivered.filter((one) => one.to === to).map((one) => one.says.split('\n')[0]);

  it('are left once, however often and under whatever keys it is told', async () => {
    const place = 'practice:away' as const;

    await Promise.all(['a', 'a', 'b', 'c'].map((key) => bench.listener.placeLeft({ key, place })));
    await bench.sendDue();

    expect(said('practice:nadia')).toEqual([
      'Attaché has been removed from Accra server, which belongs to Accra. Nothing is sent there any more.',
    ]);
  });

  it('are not left again by an old event that comes once more after a return', async () => {
    const place = 'practice:away' as const;

    await bench.listener.placeLeft({ key: 'left', place });
    await joins('joined', place, true);
    await bench.listener.placeLeft({ key: 'left', place });

    expect(await left()).toEqual([]);
  });

  it('tell nobody of a leaving that was taken back before it could be told', async () => {
    await bench.listener.placeLeft({ key: 'left', place: 'practice:away' });
    await joins('joined', 'practice:away', true);
    await bench.sendDue();

    expect(said('practice:nadia')).toEqual([]);
    expect(bench.errors).toEqual([]);
  });

  it('are greeted once for each joining, in their language, unless they are tied', async () => {
    await joins('one', 'practice:other');
    await joins('two', 'practice:other');
    await joins('three', 'practice:away');
    await bench.sendDue();

    expect(said('practice:away:lobby')).toEqual(['Bonjour de la part d’Attaché']);
  });

  it('are compared with what a platform lists, which says nothing of other platforms', async () => {
    await bench.arrange(async ({ organisations, places }) => {
      await organisations.tie('discord:1', accra, 'One');
      await organisations.tie('discord:2:7', accra, 'A channel of two');
      await organisations.tie('slack:T1', accra, 'Elsewhere');
      await organisations.setChannel({
        organisation: accra,
        purpose: 'managers',
        channel: 'discord:3:9',
      });
      await places.leave('discord:4');
      await places.leave('slack:T9');
    });

    await bench.listener.placesHeld('discord', ['discord:1', 'discord:4']);

    expect((await left()).map(({ place }) => place)).toEqual(['discord:2', 'discord:3', 'slack:T9']);
  });

  it('get nothing any more once they were left: it goes another way, or stands among what was not delivered', async () => {
    const person = await bench.arrange(async ({ people }) => {
      const kofi = await people.add({ name: 'Kofi', organisation: accra, membership: 'confirmed' });
      await people.link('practice:away:kofi', kofi.id, 'kofi');
      await people.link('practice:kofi', kofi.id, 'kofi');
      return kofi.id;
    });
    const welcome = (key: string) =>
      bench.arrange(({ deliveries }) =>
        deliveries.add([
          {
            key,
            message: 'exchange/member-confirmed',
            facts: { person, role: 'trainee' },
            person,
            channel: undefined,
            organisation: undefined,
            purpose: undefined,
            post: undefined,
            tooLateAt: undefined,
          },
        ]),
      );
    await bench.listener.placeLeft({ key: 'left', place: 'practice:away' });

    await welcome('by another account');
    await bench.sendDue();
    await bench.listener.placeLeft({ key: 'left too', place: 'practice:room' });
    await bench.arrange(({ deliveries }) =>
      deliveries.add([
        {
          key: 'to its channel',
          message: 'exchange/place-hello',
          facts: { place: 'practice:elsewhere' },
          person: undefined,
          channel: 'practice:away:news',
          organisation: accra,
          purpose: 'announcements',
          post: undefined,
          tooLateAt: undefined,
        },
      ]),
    );
    await bench.sendDue();

    expect(said('practice:kofi')).toHaveLength(1);
    expect(bench.delivered.filter((one) => one.to.startsWith('practice:away'))).toEqual([]);
    const undelivered = await bench.arrange(({ deliveries }) => deliveries.undelivered(9, 0));
    expect(undelivered.map(({ key, reason }) => [key, reason])).toEqual([['to its channel', 'left']]);
  });
});

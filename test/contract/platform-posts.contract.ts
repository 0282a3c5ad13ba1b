// What every platform must do with posts: where they go, whom they ring for, how they are found and redrawn.
import { describe, expect, test } from 'vitest';
import type { Text } from '#bot/text.ts';
import type { Person } from '../support/person.ts';
import { drawn, type HereNow, outgoing } from './platform-bench.ts';

export function postContract(here: HereNow): void {
  describe('posts', () => {
    test('stand in a channel, are redrawn in place, and ring for nobody when they are', async () => {
      const { bench, room, karim, board } = here();
      const card = await bench
        .platform()
        .post(outgoing(board, [{ heading: ['Seats: 3'] }, { facts: [[['Place'], ['Accra']]] }]));
      await karim.waitsFor('Seats: 3', board);

      await bench.platform().revise(card, drawn([{ heading: ['Seats: 2'] }, mentioning(karim)]));

      await karim.waitsFor('Seats: 2', board);
      const seen = (await karim.sees(board)).join('\n');
      expect(seen).not.toContain('Seats: 3');
      expect((await room.liveIn(board, 'Seats: 2')).notifies).toEqual([]);
    });

    test('are redrawn after a restart', async () => {
      const { bench, karim, board } = here();
      const card = await bench.platform().post(outgoing(board, [{ heading: ['Seats: 3'] }]));

      await bench.restart();
      await bench.platform().revise(card, drawn([{ heading: ['Seats: 2'] }]));

      expect(await karim.sees(board)).toEqual([expect.stringContaining('Seats: 2')]);
    });

    test('are taken back with all that they said, also twice, and leave the others alone', async () => {
      const { bench, karim, board } = here();
      const long = Array.from({ length: 60 }, (_, at) => ({ paragraph: [`Secret line ${at}`] }) as const);
      const card = await bench.platform().post(outgoing(board, [{ heading: ['Secret'] }, ...long]));
      await bench.platform().post(outgoing(board, [{ heading: ['Public'] }]));

      await bench.restart();
      await bench.platform().takeBack(card);
      await bench.platform().takeBack(card);

      await karim.waitsFor('Public', board);
      expect(await karim.sees(board)).toEqual([expect.stringContaining('Public')]);
    });

    test('reach one account directly, and nobody else', async () => {
      const { bench, ama, karim, board } = here();
      await bench
        .platform()
        .post(outgoing(board, [{ paragraph: ['For Karim'] }], { to: { account: karim.account } }));

      await karim.waitsFor('For Karim', 'direct');
      expect((await ama.sees()).join('\n')).not.toContain('For Karim');
    });

    test('to somebody who takes no direct messages fail as closed', async () => {
      const { bench, room, board } = here();
      const shut = await room.person('Shut', { closed: true });

      const post = bench
        .platform()
        .post(outgoing(board, [{ paragraph: ['For Shut'] }], { to: { account: shut.account } }));

      await expect(post).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'closed' });
    });

    test('to a channel that is not there fail as gone', async () => {
      const { bench, room, board } = here();
      const post = bench
        .platform()
        .post(outgoing(board, [{ paragraph: ['Lost'] }], { to: { channel: room.lostChannel } }));

      await expect(post).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'gone' });
    });

    test('are found again by their proof, also after a restart, and only those that were made', async () => {
      const { bench, karim, board } = here();
      const since = Date.now() - 1_000;
      const made = outgoing(board, [{ heading: ['Made'] }, { divider: true }]);
      const never = outgoing(board, [{ heading: ['Never made'] }]);
      const reference = await bench.platform().post(made);

      await bench.restart();

      expect(await bench.platform().find(made, since)).toBe(reference);
      expect(await bench.platform().find(never, since)).toBeUndefined();
      expect(await karim.sees(board)).toHaveLength(1);
    });

    test('notify their depart: async () => undefined, addressees, and nobody else whom they speak of', async () => {
      const { bench, room, ama, karim, board } = here();
      await bench.platform().post(
        outgoing(board, [{ paragraph: ['A message is waiting'] }, mentioning(karim), mentioning(ama)], {
          depart: async () => undefined,
          addressees: [karim.account],
        }),
      );

      await ama.waitsFor('A message is waiting', board);
      expect((await room.liveIn(board, 'A message is waiting')).notifies).toEqual([karim.account]);
      expect((await ama.sees(board)).join('\n')).toMatch(/Karim[\s\S]*Ama/u);
    });
  });
}

function mentioning(person: Person): { paragraph: Text } {
  return { paragraph: [{ person: { name: person.name, accounts: [person.account] } }] };
}

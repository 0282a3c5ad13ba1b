// What every platform must do, told by people at a chat; run by platform.{slack,discord,practice}.test.ts.
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { answerContract } from './platform-answers.contract.ts';
import { type Here, openPlatformBench, type Skips } from './platform-bench.ts';
import { drawingContract } from './platform-drawings.contract.ts';
import { formContract } from './platform-forms.contract.ts';
import { postContract } from './platform-posts.contract.ts';
import type { ContractRoom } from './platform-rooms.ts';

export function platformContract(
  name: string,
  openRoom: () => Promise<ContractRoom>,
  skips: Skips = {},
): void {
  describe(`platform ${name}`, () => {
    let now: Here | undefined;

    function here(): Here {
      if (!now) throw new Error('The room is not open.');
      return now;
    }

    beforeEach(async () => {
      const bench = await openPlatformBench(openRoom);
      const { room } = bench;
      const board = await room.channel('board');
      now = { bench, room, board, ama: await room.person('Ama'), karim: await room.person('Karim') };
    });

    afterEach(async () => {
      const { bench, room } = here();
      now = undefined;
      await bench.close();
      expect(room.violations()).toEqual([]);
      expect(bench.errors).toEqual([]);
    });

    formContract(here, skips);
    answerContract(here);
    postContract(here);
    drawingContract(here);
  });
}

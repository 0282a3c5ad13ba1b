import { afterEach, describe, expect, it } from 'vitest';
import { type Finding, found, foundIn } from '#bot/finding.ts';
import { noSurroundings } from '#bot/surroundings.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';

describe('exchange health', () => {
  let bench: Bench;
  afterEach(() => bench.close());

  async function open(findings: () => Promise<readonly Finding[]>) {
    bench = await openBench({ surroundings: { ...noSurroundings, findings } });
    await bench.arrange(async ({ organisations, people }) => {
      const about = { country: 'CH', language: 'en', zone: 'UTC', hub: true } as const;
      const { id } = await organisations.add({ ...about, name: 'Hub' });
      await organisations.tie('practice:room', id, 'Room');
      for (const [name, role] of [
        ['vera', 'coordinator'],
        ['olga', 'oversight'],
        ['kofi', 'trainee'],
      ] as const) {
        const person = await people.add({ name, organisation: id, membership: 'confirmed' });
        await people.link(`practice:${name}`, person.id, name);
        await people.grant({ person: person.id, role, scope: 'hub' });
      }
    });
    return bench.as('practice:vera');
  }

  it('shows what is wrong first, then what should be seen to, and what is well in short', async () => {
    const organisation = { value: 'Accra' };
    const vera = await open(async () => [
      found('ok', 'finding.record.answers'),
      foundIn('practice:a', 'ok', 'finding.channel.fine', { organisation }),
      found('look', 'finding.deliveries.undelivered', { count: 2 }),
      foundIn('practice:b', 'ok', 'finding.channel.fine', { organisation }),
      foundIn('practice:c', 'wrong', 'finding.channel.gone', { organisation }, '#news'),
    ]);

    const seen = await vera.runs('exchange health');

    expect(seen.split('\n')).toEqual([
      '1 thing is wrong',
      expect.stringMatching(/^Wrong: .*news \(Accra\) is not there any more/),
      expect.stringMatching(/^To be seen to: 2 messages could not be delivered/),
      '—',
      '• The database answers and takes changes.',
      '• 2 named channels can be reached with everything.',
      '[Look again]',
    ]);
  });

  it('looks again at a press, and says so when all is well', async () => {
    let isMended = false;
    const vera = await open(async () =>
      isMended ? [found('ok', 'finding.record.answers')] : [found('wrong', 'finding.record.silent')],
    );

    const before = await vera.runs('exchange health');
    isMended = true;
    const after = await vera.presses('Look again');

    expect(before).toContain('1 thing is wrong');
    expect(after).toContain('All is well');
  });

  it('is for coordinators and oversight alone, also at a press', async () => {
    let looked = 0;
    await open(async () => {
      looked += 1;
      return [];
    });
    const kofi = bench.as('practice:kofi');

    const refused = [await kofi.runs('exchange health'), await kofi.pressesRoute('exchange/health/again')];
    const read = await bench.as('practice:olga').runs('exchange health');

    for (const one of refused) expect(one).toContain('is for: Coordinator · Oversight');
    expect(read).toContain('All is well');
    expect(looked).toBe(1);
  });

  it('says after two seconds that it takes some time, and then what it found', async () => {
    const gathered = Promise.withResolvers<readonly Finding[]>();
    const vera = await open(() => gathered.promise);
    setTimeout(() => gathered.resolve([found('ok', 'finding.record.answers')]), 2_300);

    const seen = await vera.runs('exchange health');

    expect(seen.split('\n\n')).toEqual([
      'This takes a few seconds: everything is being looked over.',
      expect.stringContaining('All is well'),
    ]);
  });

  it('shows a dozen things to mend, and how many more there are', async () => {
    const vera = await open(async () =>
      Array.from({ length: 15 }, (_, at) => found('wrong', 'finding.discord.sessions', { left: at })),
    );

    const seen = await vera.runs('exchange health');

    expect(seen.match(/^Wrong:/gm)).toHaveLength(12);
    expect(seen).toContain('3 more are not shown');
  });
});

// CPU time of the largest body that the door takes from anybody: ours beside a bare bolt app's.
import { sendEach } from './http-load.ts';
import { median, rounded, say } from './measure-program.ts';
import { openSlackDoor, type SlackDoor } from './slack-door.ts';
import { signed } from './slack-stand-in.ts';

const rounds = 5;
/** Linux counts a process's time in hundredths of a second: a round should cost many of them. */
const many = { small: 1_500, middle: 300, large: 60 };

interface Attack {
  readonly name: string;
  readonly request: Buffer;
  readonly count: number;
}

export default async function body(): Promise<void> {
  const door = await openSlackDoor();
  try {
    const unsigned = await compare(door, [
      { name: '3.9 MB', request: signed(percents(3_900_000), false), count: many.large },
      { name: '1 kB, the most that is read', request: signed(percents(1_024), false), count: many.small },
    ]);
    say({
      figure: 'body · CPU for the largest unsigned body that is taken, to a bare bolt app',
      ...unsigned,
    });
    const forged = await compare(door, [
      { name: '3.9 MB', request: forge(percents(3_900_000)), count: many.large },
      { name: '256 kB, the most that is read', request: forge(percents(262_144)), count: many.middle },
    ]);
    say({ figure: 'body · CPU for the largest body with a forged signature, to a bare bolt app', ...forged });
  } finally {
    await door.close();
  }
}

/** The worst that these can do to us, to the worst that they can do to bolt. */
async function compare(door: SlackDoor, attacks: readonly Attack[]) {
  const detail: Record<string, object> = {};
  const worst = { ours: 0, bare: 0 };
  for (const { name, ...attack } of attacks) {
    const spent = { ours: [] as number[], bare: [] as number[] };
    const statuses = { ours: 0, bare: 0 };
    for (let round = 0; round <= rounds; round += 1) {
      for (const which of round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const)) {
        const { us, status } = await measure(door, which, attack);
        statuses[which] = status;
        // The first round warms both.
        if (round > 0) spent[which].push(us);
      }
    }
    const [ours, bare] = [median(spent.ours), median(spent.bare)];
    worst.ours = Math.max(worst.ours, ours);
    worst.bare = Math.max(worst.bare, bare);
    detail[name] = { oursUs: Math.round(ours), bareUs: Math.round(bare), statuses };
  }
  return { ratio: rounded(worst.ours / worst.bare, 4), detail: { aim: 0.02, ...detail } };
}

/** Microseconds of CPU for one of these requests, its connection included. */
async function measure(
  door: SlackDoor,
  which: 'ours' | 'bare',
  { request, count }: Omit<Attack, 'name'>,
): Promise<{ us: number; status: number }> {
  const { port, program } = door[which];
  const before = program.cpuMs();
  const statuses = await sendEach(
    port,
    Array.from({ length: count }, () => request),
  );
  return { us: ((program.cpuMs() - before) / count) * 1000, status: Math.max(...statuses) };
}

/** With a signature of the right form that is wrong: only the whole body can tell. */
function forge(body: string): Buffer {
  return Buffer.from(
    signed(body)
      .toString('latin1')
      .replace(/v0=\w{4}/, 'v0=0000'),
    'latin1',
  );
}

/** Bolt takes four megabytes, and reads the form in them before it looks for a signature; percents cost most. */
function percents(bytes: number): string {
  return `ssl_check=1&x=${'%41'.repeat(Math.floor((bytes - 14) / 3))}`;
}

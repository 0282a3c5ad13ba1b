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

const attacks: readonly Attack[] = [
  { name: 'unsigned · 3.9 MB', request: signed(percents(3_900_000), false), count: many.large },
  { name: 'unsigned · 1 kB', request: signed(percents(1_024), false), count: many.small },
  { name: 'forged · 3.9 MB', request: forge(percents(3_900_000)), count: many.large },
  { name: 'forged · 256 kB', request: forge(percents(262_144)), count: many.middle },
];

export default async function body(): Promise<void> {
  const door = await openSlackDoor();
  try {
    const costs: Cost[] = [];
    for (const attack of attacks) costs.push(await compare(door, attack));
    const worst = (side: 'ours' | 'bare', counted: (cost: Cost) => boolean) =>
      Math.max(...costs.filter(counted).map((cost) => cost[side].us));
    const taken = (side: 'ours' | 'bare') => worst(side, (cost) => cost[side].status === 200);
    say({
      figure: 'body · CPU for the largest unauthenticated body that is accepted, to a bare bolt app',
      ratio: rounded(taken('ours') / taken('bare'), 4),
      detail: { aim: 0.02, oursUs: taken('ours'), bareUs: taken('bare') },
    });
    say({
      figure: 'body · CPU for the worst that anybody can send, accepted or not, to a bare bolt app',
      ratio: rounded(worst('ours', () => true) / worst('bare', () => true), 4),
      detail: Object.fromEntries(costs.map(({ name, ours, bare }) => [name, { ours, bare }])),
    });
  } finally {
    await door.close();
  }
}

interface Cost {
  readonly name: string;
  readonly ours: Spent;
  readonly bare: Spent;
}

interface Spent {
  /** Microseconds for one request, its connection included. */
  readonly us: number;
  readonly status: number;
}

async function compare(door: SlackDoor, { name, ...attack }: Attack): Promise<Cost> {
  const spent = { ours: [] as Spent[], bare: [] as Spent[] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const which of round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const)) {
      const one = await measure(door, which, attack);
      // The first round warms both.
      if (round > 0) spent[which].push(one);
    }
  }
  const middle = (all: readonly Spent[]): Spent => ({
    us: Math.round(median(all.map(({ us }) => us))),
    status: Math.max(...all.map(({ status }) => status)),
  });
  return { name, ours: middle(spent.ours), bare: middle(spent.bare) };
}

async function measure(
  door: SlackDoor,
  which: 'ours' | 'bare',
  { request, count }: Omit<Attack, 'name'>,
): Promise<Spent> {
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

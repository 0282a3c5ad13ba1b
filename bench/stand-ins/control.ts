// The wire between a benchmark and a stand-in, which runs in a process of its own so that its work is counted apart.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a stand-in can be asked: one thing in, one answer out, both plain data. */
type Verbs = object;
type Given<V, K extends keyof V> = V[K] extends (given: infer G) => unknown ? G : never;
type Answer<V, K extends keyof V> = V[K] extends (given: never) => infer A ? Awaited<A> : never;

export interface StandIn<V extends Verbs> {
  readonly pid: number;
  /** Rejects when the stand-in fails at it, or has ended. */
  ask<K extends keyof V & string>(verb: K, given: Given<V, K>): Promise<Answer<V, K>>;
  stop(): Promise<void>;
}

interface Question {
  readonly number: number;
  readonly verb: string;
  readonly given: unknown;
}

interface Answered {
  readonly number: number;
  readonly answer?: unknown;
  readonly problem?: string;
}

/** Starts `script`, which calls `serve`, with its settings; resolves when it answers. */
export async function startStandIn<V extends Verbs>(script: URL, settings: object): Promise<StandIn<V>> {
  const child = spawn(process.execPath, [script.pathname, JSON.stringify(settings)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  const ended = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error('The stand-in has ended.'));
    waiting.clear();
  });
  const ready = once(child, 'message');
  await Promise.race([
    ready,
    ended.then(() => Promise.reject(new Error(`${script.pathname} did not start.`))),
  ]);
  child.on('message', (message: Answered) => {
    const one = waiting.get(message.number);
    waiting.delete(message.number);
    if (message.problem === undefined) one?.resolve(message.answer);
    else one?.reject(new Error(message.problem));
  });
  return {
    pid: child.pid ?? 0,
    // What comes back is what the verb of that name gave: both ends are typed by the same interface.
    ask: <K extends keyof V & string>(verb: K, given: Given<V, K>) =>
      new Promise<Answer<V, K>>((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve: (answer) => resolve(answer as Answer<V, K>), reject });
        child.send({ number: asked, verb, given } satisfies Question);
      }),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** In the stand-in: answers what it is asked, and ends with the benchmark that started it. */
export function serve<V extends Verbs>(verbs: V): void {
  const byName = new Map(Object.entries(verbs));
  process.on('message', async ({ number, verb, given }: Question) => {
    try {
      const answer: unknown = await byName.get(verb)?.(given);
      process.send?.({ number, answer } satisfies Answered);
    } catch (error) {
      process.send?.({ number, problem: String(error) } satisfies Answered);
    }
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

/** The settings that the benchmark gave. */
export function givenSettings<Settings>(defaults: Settings): Settings {
  return { ...defaults, ...JSON.parse(process.argv[2] ?? '{}') };
}

// Attaché's figures for Prometheus: a meter that counts into a registry of its own. What each means: docs/monitoring.md.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AskedOutcome, Connection, Meter } from '#bot/meter.ts';
import type { FailureKind } from '#bot/platform.ts';
import type { RecordFigures } from './record-figures.ts';

export interface Metrics {
  readonly meter: Meter;
  readonly contentType: string;
  /** Everything, as Prometheus reads it; the figures of the record are those given, or missing without them. */
  text(figures: RecordFigures | undefined): Promise<string>;
}

export interface MetricsParts {
  readonly version: string;
  readonly requestsUnderWay: () => number;
}

/** Dense around the three seconds that both platforms give for a first reply. */
const replyBuckets = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 5, 10];
const recordBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const platformBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30];
const sweepBuckets = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300];

const connections: readonly Connection[] = ['connecting', 'connected', 'standing by', 'broken'];
const outcomes: readonly AskedOutcome[] = ['answered', 'refused', 'corrected', 'repeated', 'bug'];
const attempts: readonly ('sent' | FailureKind)[] = ['sent', 'again', 'unknown', 'closed', 'gone', 'refused'];
const endings = ['done', 'refused', 'failed'] as const;
const verbs = ['read', 'write'] as const;

export function makeMetrics({ version, requestsUnderWay }: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });

  new Gauge({
    name: 'attache_build_info',
    help: 'Always 1; the version is in the label.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const requests = new Counter({
    name: 'attache_requests_total',
    help: 'Commands, presses and forms that have been dealt with, by command and outcome.',
    labelNames: ['kind', 'path', 'outcome', 'platform'],
    registers,
  });
  const firstReply = new Histogram({
    name: 'attache_first_reply_seconds',
    help: 'From the arrival of a request to the end of its first reply.',
    labelNames: ['path', 'platform'],
    buckets: replyBuckets,
    registers,
  });
  new Gauge({
    name: 'attache_requests_under_way',
    help: 'Requests that have begun and are not dealt with yet.',
    registers,
    collect() {
      this.set(requestsUnderWay());
    },
  });
  const acknowledgement = new Histogram({
    name: 'attache_acknowledgement_seconds',
    help: 'From the arrival of a request to its acknowledgement.',
    labelNames: ['platform'],
    buckets: replyBuckets,
    registers,
  });
  const connection = new Gauge({
    name: 'attache_platform_connection',
    help: '1 for the state in which the connection to a platform is, 0 for the others.',
    labelNames: ['platform', 'state'],
    registers,
  });
  const deliveryAttempts = new Counter({
    name: 'attache_delivery_attempts_total',
    help: 'Attempts to post a delivery, by how they ended.',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  const deliveryAttempt = new Histogram({
    name: 'attache_delivery_attempt_seconds',
    help: 'How long a platform took for one delivery.',
    labelNames: ['platform'],
    buckets: platformBuckets,
    registers,
  });
  const looks = new Counter({
    name: 'attache_delivery_looks_total',
    help: 'Doubtful deliveries that were looked for on their platform, by what was found.',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  const deliveries = new Gauge({
    name: 'attache_deliveries',
    help: 'Deliveries in the record by state; the same from every process that shares it.',
    labelNames: ['state'],
    registers,
  });
  const queueAge = new Gauge({
    name: 'attache_delivery_queue_age_seconds',
    help: 'For how long the oldest delivery that is due has been waiting.',
    registers,
  });
  const recordUp = new Gauge({
    name: 'attache_record_up',
    help: 'Whether the record answered when these figures were read.',
    registers,
  });
  const recordSeconds = new Histogram({
    name: 'attache_record_seconds',
    help: 'How long readings and writings of the record took, durable writing included.',
    labelNames: ['verb'],
    buckets: recordBuckets,
    registers,
  });
  const recordOperations = new Counter({
    name: 'attache_record_operations_total',
    help: 'Readings and writings of the record, by how they ended.',
    labelNames: ['verb', 'outcome'],
    registers,
  });
  const lease = new Gauge({
    name: 'attache_lease_held',
    help: 'Whether this process holds the lease.',
    labelNames: ['lease'],
    registers,
  });
  const lastTick = new Gauge({
    name: 'attache_schedule_last_tick_timestamp_seconds',
    help: 'When the schedule last ticked.',
    registers,
  });
  const sweepSeconds = new Histogram({
    name: 'attache_sweep_seconds',
    help: 'How long the sweep of a job took.',
    labelNames: ['job'],
    buckets: sweepBuckets,
    registers,
  });
  const sweepLateness = new Gauge({
    name: 'attache_sweep_lateness_seconds',
    help: 'How long after the beginning of its slot the last sweep of a job began.',
    labelNames: ['job'],
    registers,
  });
  const sweepFailures = new Counter({
    name: 'attache_sweep_failures_total',
    help: 'Sweeps that failed.',
    labelNames: ['job'],
    registers,
  });

  // What has never happened is 0, not missing: a rate over it is then right from its first time on.
  for (const verb of verbs) for (const outcome of endings) recordOperations.inc({ verb, outcome }, 0);

  /** What has been counted at least once; as few as there are commands. */
  const counted = new Set<string>();

  return {
    meter: {
      begun:
        () =>
        ({ kind, path, outcome, platform, firstReplyAfter }) => {
          const known = `${kind} ${path} ${platform}`;
          if (!counted.has(known)) {
            counted.add(known);
            for (const other of outcomes) requests.inc({ kind, path, outcome: other, platform }, 0);
          }
          requests.inc({ kind, path, outcome, platform });
          if (firstReplyAfter !== undefined) firstReply.observe({ path, platform }, firstReplyAfter / 1000);
        },
      connection: (platform, now) => {
        for (const state of connections) connection.set({ platform, state }, state === now ? 1 : 0);
        for (const outcome of attempts) deliveryAttempts.inc({ platform, outcome }, 0);
      },
      acknowledged: (platform, after) => acknowledgement.observe({ platform }, after / 1000),
      posted: (platform, outcome, took) => {
        deliveryAttempts.inc({ platform, outcome });
        deliveryAttempt.observe({ platform }, took / 1000);
      },
      lookedFor: (platform, outcome) => looks.inc({ platform, outcome }),
      ticked: () => lastTick.setToCurrentTime(),
      swept: ({ job, late, took, failed }) => {
        sweepSeconds.observe({ job }, took / 1000);
        if (late !== undefined) sweepLateness.set({ job }, late / 1000);
        sweepFailures.inc({ job }, failed ? 1 : 0);
      },
      holds: (name, held) => lease.set({ lease: name }, held ? 1 : 0),
      stored: (verb, outcome, took) => {
        recordOperations.inc({ verb, outcome });
        recordSeconds.observe({ verb }, took / 1000);
      },
    },
    contentType: registry.contentType,
    text: (figures) => {
      recordUp.set(figures ? 1 : 0);
      deliveries.reset();
      for (const [state, number] of Object.entries(figures?.deliveries ?? {}))
        deliveries.set({ state }, number);
      // Not a number, rather than a calm 0, while nobody knows.
      queueAge.set(figures ? figures.queueAge / 1000 : Number.NaN);
      return registry.metrics();
    },
  };
}

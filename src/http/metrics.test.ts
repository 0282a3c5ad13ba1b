import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeMetrics } from './metrics.ts';

const page = readFileSync(new URL('../../docs/monitoring.md', import.meta.url), 'utf8');

function made() {
  return makeMetrics({ version: '1.0.0', requestsUnderWay: () => 2 });
}

describe('metrics', () => {
  it('are those of docs/monitoring.md, each with its kind', async () => {
    const text = await made().text(undefined);

    const told = [...text.matchAll(/^# TYPE (attache_\w+) (\w+)$/gm)].map(
      ([, name, kind]) => `${name} ${kind}`,
    );
    const documented = [...page.matchAll(/^\| `(attache_\w+)` +\| (\w+) +\|/gm)].map(
      ([, name, kind]) => `${name} ${kind}`,
    );
    expect(documented.toSorted()).toEqual(told.toSorted());
  });

  it('are asked for in the example alerts by names that exist', async () => {
    const text = await made().text(undefined);

    const asked = [...page.matchAll(/expr: .+/g)].flatMap(([line]) => line.match(/attache_\w+/g) ?? []);
    const bare = asked.map((name) => name.replace(/_bucket$/, ''));
    expect(bare.length).toBeGreaterThan(5);
    expect(bare.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  });

  it('count every outcome from its first time on: the others of the same command are 0', async () => {
    const { meter, text } = made();

    meter.begun()({
      kind: 'press',
      path: 'course show',
      outcome: 'refused',
      platform: 'discord',
      firstReplyAfter: 1_700,
    });
    const told = await text(undefined);

    const of = (outcome: string) =>
      `attache_requests_total{kind="press",path="course show",outcome="${outcome}",platform="discord"}`;
    expect(told).toContain(`${of('refused')} 1\n`);
    expect(told).toContain(`${of('bug')} 0\n`);
    expect(told).toContain(
      'attache_first_reply_seconds_bucket{le="1.5",path="course show",platform="discord"} 0\n',
    );
    expect(told).toContain(
      'attache_first_reply_seconds_bucket{le="2",path="course show",platform="discord"} 1\n',
    );
  });

  it('speak in seconds, and of this process', async () => {
    const { meter, text } = made();

    meter.swept({ job: 'course-calendar', late: 2_500, took: 40, failed: true });
    meter.posted('slack', 'closed', 250);
    meter.lookedFor('slack', 'found');
    meter.acknowledged('slack', 90);
    meter.holds('discord gateway', true);
    meter.holds('discord gateway', false);
    const told = await text(undefined);

    expect(told).toContain('attache_sweep_lateness_seconds{job="course-calendar"} 2.5\n');
    expect(told).toContain('attache_sweep_seconds_sum{job="course-calendar"} 0.04\n');
    expect(told).toContain('attache_sweep_failures_total{job="course-calendar"} 1\n');
    expect(told).toContain('attache_delivery_attempts_total{platform="slack",outcome="closed"} 1\n');
    expect(told).toContain('attache_delivery_looks_total{platform="slack",outcome="found"} 1\n');
    expect(told).toContain('attache_acknowledgement_seconds_sum{platform="slack"} 0.09\n');
    expect(told).toContain('attache_lease_held{lease="discord gateway"} 0\n');
    expect(told).toContain('attache_requests_under_way 2\n');
  });

  it('know nothing of the record while it does not answer, rather than a calm 0', async () => {
    const told = await made().text(undefined);

    expect(told).toContain('attache_record_up 0\n');
    expect(told).toMatch(/^attache_delivery_queue_age_seconds nan$/im);
    expect(told).not.toContain('attache_deliveries{');
  });

  it('are kept apart from those of another Attaché in the same process', async () => {
    const [one, other] = [made(), made()];

    one.meter.posted('slack', 'sent', 10);

    expect(await one.text(undefined)).toContain(
      'attache_delivery_attempts_total{platform="slack",outcome="sent"} 1',
    );
    expect(await other.text(undefined)).not.toContain('attache_delivery_attempts_total{platform="slack"');
  });
});

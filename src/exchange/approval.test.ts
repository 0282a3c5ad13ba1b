// The gate: both documents in force, today and on the first day of the course.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Clearance, gate, mayPublish } from './approval.ts';
import { addDays, instantAt } from './local-time.ts';

const course = { zone: 'Africa/Accra', startsOn: '2027-03-01' };
const inForce: Clearance = { reference: 'IPAB 14/26', decidedOn: '2026-11-01', validUntil: '2027-06-30' };
const at = Date.parse('2026-11-22T10:00Z');

describe('gate', () => {
  it('opens when brief and assessment are both in force', () => {
    expect(gate(course, inForce, inForce, at)).toEqual({ open: true });
  });

  it('stays shut for either one missing, and names which', () => {
    expect(gate(course, undefined, inForce, at)).toEqual({
      open: false,
      missing: [{ document: 'brief', why: 'absent' }],
    });
    expect(gate(course, inForce, undefined, at)).toEqual({
      open: false,
      missing: [{ document: 'assessment', why: 'absent' }],
    });
    expect(gate(course, undefined, undefined, at)).toEqual({
      open: false,
      missing: [
        { document: 'brief', why: 'absent' },
        { document: 'assessment', why: 'absent' },
      ],
    });
  });

  it.each([
    ['expired', { decidedOn: '2026-01-01', validUntil: '2026-11-21' }],
    ['not-yet', { decidedOn: '2026-11-23', validUntil: '2027-06-30' }],
    ['ends-before-start', { decidedOn: '2026-11-01', validUntil: '2027-02-28' }],
    ['expired', { decidedOn: '2027-06-30', validUntil: '2026-01-01' }],
    ['expired', { decidedOn: '', validUntil: '' }],
  ])('says %s with the dates it went by', (why, dates) => {
    const lacking = { reference: 'OSJA 3', ...dates };

    expect(gate(course, inForce, lacking, at)).toEqual({
      open: false,
      missing: [{ document: 'assessment', why, ...dates }],
    });
  });

  it('counts the first and the last day', () => {
    const oneDay = { reference: 'r', decidedOn: '2027-03-01', validUntil: '2027-03-01' };
    const firstMinute = instantAt('2027-03-01', '00:00', course.zone);

    expect(gate(course, oneDay, oneDay, firstMinute - 1).open).toBe(false);
    expect(gate(course, oneDay, oneDay, firstMinute).open).toBe(true);
    expect(gate(course, oneDay, oneDay, firstMinute + 86_400_000).open).toBe(false);
  });

  it('goes by the day in the zone of the course', () => {
    const until = { ...inForce, validUntil: '2026-11-22' };
    const evening = Date.parse('2026-11-22T12:00Z');

    const starting = { startsOn: '2026-11-22' };

    expect(gate({ ...starting, zone: 'America/Lima' }, until, until, evening).open).toBe(true);
    expect(gate({ ...starting, zone: 'Pacific/Auckland' }, until, until, evening).open).toBe(false);
  });

  it('is never open when one of the documents is not in force', () => {
    const date = fc.integer({ min: -60, max: 200 }).map((days) => addDays('2026-11-22', days));
    const clearance = fc.option(fc.record({ reference: fc.string(), decidedOn: date, validUntil: date }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(clearance, clearance, date, (brief, assessment, startsOn) => {
        const expected = [brief, assessment].every(
          (one) =>
            one &&
            one.decidedOn <= '2026-11-22' &&
            one.validUntil >= '2026-11-22' &&
            one.validUntil >= startsOn,
        );

        expect(gate({ zone: 'UTC', startsOn }, brief, assessment, at).open).toBe(expected);
      }),
    );
  });
});

describe('mayPublish', () => {
  it('lets nobody publish their own proposal', () => {
    expect(mayPublish({ proposer: 'p1', asker: ['p1'] })).toBe(false);
    expect(mayPublish({ proposer: 'p1', asker: ['p2'] })).toBe(true);
    expect(mayPublish({ proposer: 'p1', asker: ['p2', 'p1'] })).toBe(false);
  });
});

// The gate: both papers in force, today and on the first day of the course, and an approval of them that stands.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Approval, approverSetting, type Clearance, gate, mayDecide, mayPublish } from './approval.ts';
import { hubSettings, offices, riskGrades } from './hub-settings.ts';
import { addDays, instantAt } from './local-time.ts';

const course = { id: 'crs-1', zone: 'Africa/Accra', startsOn: '2027-03-01' };
const inForce: Clearance = { reference: 'IPAB 14/26', decidedOn: '2026-11-01', validUntil: '2027-06-30' };
const approval: Approval = { decision: 'dec-1', standing: 'approved' };
const papers = { brief: inForce, assessment: inForce, approval };
const at = Date.parse('2026-11-22T10:00Z');

describe('gate', () => {
  it('opens when both papers are in force and their approval stands, with a pass of just this course and decision', () => {
    expect(gate(course, papers, at)).toEqual({ open: true, pass: { course: 'crs-1', decision: 'dec-1' } });
  });

  it('stays shut for either one missing, and names which', () => {
    const none = { brief: undefined, assessment: undefined, approval: undefined };

    expect(gate(course, { ...papers, brief: undefined }, at)).toEqual({
      open: false,
      missing: [{ document: 'brief', why: 'absent' }],
    });
    expect(gate(course, { ...papers, assessment: undefined }, at)).toEqual({
      open: false,
      missing: [{ document: 'assessment', why: 'absent' }],
    });
    expect(gate(course, none, at)).toEqual({
      open: false,
      missing: [
        { document: 'brief', why: 'absent' },
        { document: 'assessment', why: 'absent' },
      ],
    });
  });

  it('stays shut for what nobody has approved, or has been changed since', () => {
    const missing = (given: Approval | undefined) => gate(course, { ...papers, approval: given }, at);

    expect(missing(undefined)).toEqual({
      open: false,
      missing: [{ document: 'approval', why: 'absent' }],
    });
    expect(missing({ ...approval, standing: 'void' })).toEqual({
      open: false,
      missing: [{ document: 'approval', why: 'void' }],
    });
  });

  it('names all that is missing at once', () => {
    const expired = { ...inForce, validUntil: '2026-11-21' };
    const given = {
      brief: expired,
      assessment: undefined,
      approval: { ...approval, standing: 'void' },
    } as const;

    expect(gate(course, given, at)).toMatchObject({
      missing: [
        { document: 'brief', why: 'expired' },
        { document: 'assessment', why: 'absent' },
        { document: 'approval', why: 'void' },
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

    expect(gate(course, { ...papers, assessment: lacking }, at)).toEqual({
      open: false,
      missing: [{ document: 'assessment', why, ...dates }],
    });
  });

  it('counts the first and the last day', () => {
    const oneDay = { reference: 'r', decidedOn: '2027-03-01', validUntil: '2027-03-01' };
    const given = { brief: oneDay, assessment: oneDay, approval };
    const firstMinute = instantAt('2027-03-01', '00:00', course.zone);

    expect(gate(course, given, firstMinute - 1).open).toBe(false);
    expect(gate(course, given, firstMinute).open).toBe(true);
    expect(gate(course, given, firstMinute + 86_400_000).open).toBe(false);
  });

  it('goes by the day in the zone of the course', () => {
    const until = { ...inForce, validUntil: '2026-11-22' };
    const given = { brief: until, assessment: until, approval };
    const evening = Date.parse('2026-11-22T12:00Z');
    const starting = { id: 'crs-1', startsOn: '2026-11-22' };

    expect(gate({ ...starting, zone: 'America/Lima' }, given, evening).open).toBe(true);
    expect(gate({ ...starting, zone: 'Pacific/Auckland' }, given, evening).open).toBe(false);
  });

  it('is never open when a paper is not in force or the approval does not stand', () => {
    const date = fc.integer({ min: -60, max: 200 }).map((days) => addDays('2026-11-22', days));
    const clearance = fc.option(fc.record({ reference: fc.string(), decidedOn: date, validUntil: date }), {
      nil: undefined,
    });
    const given = fc.record({
      brief: clearance,
      assessment: clearance,
      approval: fc.option(
        fc.record({ decision: fc.string(), standing: fc.constantFrom('approved' as const, 'void' as const) }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(given, date, (given, startsOn) => {
        const { brief, assessment, approval } = given;
        const inForce = [brief, assessment].every(
          (one) =>
            one &&
            one.decidedOn <= '2026-11-22' &&
            one.validUntil >= '2026-11-22' &&
            one.validUntil >= startsOn,
        );

        const asked = gate({ id: 'crs-1', zone: 'UTC', startsOn }, given, at);

        expect(asked.open).toBe(inForce && approval?.standing === 'approved');
        if (!asked.open) expect(asked.missing.length).toBeGreaterThan(0);
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

describe('mayDecide', () => {
  const question = {
    office: 'minister',
    offices: ['minister'],
    actsFor: ['mina'],
    proposer: 'kofi',
    assessor: 'otto',
  } as const;

  it('lets whoever holds the office that the grade names', () => {
    expect(mayDecide(question)).toEqual({ decide: true });
    expect(mayDecide({ ...question, offices: ['head-of-department', 'minister'] })).toEqual({ decide: true });
  });

  it('lets nobody of another office, or of none', () => {
    const refused = { decide: false, why: 'other-office' };

    expect(mayDecide({ ...question, offices: ['head-of-department'] })).toEqual(refused);
    expect(mayDecide({ ...question, offices: [] })).toEqual(refused);
  });

  it.each([
    ['proposer', { proposer: 'mina' }],
    ['assessor', { assessor: 'mina' }],
    ['proposer', { actsFor: ['deputy', 'kofi'] }],
    ['assessor', { actsFor: ['deputy', 'otto'] }],
  ] as const)('lets not the %s, not by a deputy either', (why, changes) => {
    expect(mayDecide({ ...question, ...changes })).toEqual({ decide: false, why });
  });

  it('is never granted to whoever acts for proposer or assessor, or holds another office', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd');
    const asked = fc.record({
      office: fc.constantFrom(...offices),
      offices: fc.subarray([...offices]),
      actsFor: fc.array(person, { minLength: 1, maxLength: 2 }),
      proposer: person,
      assessor: person,
    });
    fc.assert(
      fc.property(asked, (asked) => {
        const { office, offices, actsFor, proposer, assessor } = asked;

        expect(mayDecide(asked).decide).toBe(
          offices.includes(office) && !actsFor.includes(proposer) && !actsFor.includes(assessor),
        );
      }),
    );
  });
});

describe('approverSetting', () => {
  it('names a setting of the hub for every grade', () => {
    for (const grade of riskGrades) expect(Object.keys(hubSettings)).toContain(approverSetting(grade));
  });
});

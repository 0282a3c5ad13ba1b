// What an approval binds to: one hash for one content, another for any other, and what is of substance.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf, differences, hashOf, isOfSubstance } from './approved-content.ts';
import { subjects } from './course.ts';
import { addDays } from './local-time.ts';

const course = {
  title: 'Digital evidence',
  subject: 'digital-investigation',
  aims: 'Keep it whole.',
  country: 'GH',
  online: false,
  seats: 12,
  startsOn: '2027-03-01',
  endsOn: '2027-03-05',
} as const;
const inForce = { decidedOn: '2027-01-01', validUntil: '2027-12-31' };
const brief = {
  reference: 'IPAB-1',
  counterpart: 'Ministry',
  counterpartKind: 'law-enforcement',
  priorities: 'P',
  objectives: 'O',
  need: 'N',
  opportunities: ['reduce-harm'],
  difficulty: 'D',
  participants: ['EG', 'GH'],
  ...inForce,
} as const;
const assessment = { reference: 'OSJA-1', grade: 'low', assessor: 'per-1', ...inForce } as const;
const risks = ['Detention', 'Surveillance', 'Force'].map((risk) => ({
  risk,
  mitigation: 'M',
  owner: 'per-2',
  due: '2027-02-01',
}));
const content = contentOf(course, brief, assessment, risks);

describe('hashOf', () => {
  it('is SHA-256 in hexadecimal', () => {
    expect(hashOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });

  it('is the same in whatever order the parts and the risks are', () => {
    const turned = Object.fromEntries(Object.entries(content).toReversed());
    const otherOrder = contentOf(course, { ...brief }, assessment, risks.toReversed());

    expect(hashOf(turned)).toBe(hashOf(content));
    expect(hashOf(otherOrder)).toBe(hashOf(content));
  });

  it('is another when anything of course, brief, assessment or a risk is', () => {
    const others = [
      contentOf({ ...course, seats: 13 }, brief, assessment, risks),
      contentOf({ ...course, endsOn: '2027-03-06' }, brief, assessment, risks),
      contentOf(course, { ...brief, participants: ['EG'] }, assessment, risks),
      contentOf(course, { ...brief, validUntil: '2027-12-30' }, assessment, risks),
      contentOf(course, brief, { ...assessment, grade: 'high' }, risks),
      contentOf(course, brief, { ...assessment, assessor: 'per-9' }, risks),
      contentOf(course, brief, assessment, risks.slice(1)),
      ...(['risk', 'mitigation', 'owner', 'due'] as const).map((part) =>
        contentOf(course, brief, assessment, [...risks.slice(1), { ...risks[0], [part]: 'x' } as never]),
      ),
    ];

    expect(new Set([content, ...others].map(hashOf)).size).toBe(others.length + 1);
  });
});

describe('differences', () => {
  it('are none between equal contents', () => {
    expect(differences(content, contentOf(course, brief, assessment, risks.toReversed()))).toEqual([]);
  });

  it('name each part with what it was and is, also one that has come or gone', () => {
    const { 'course.title': _, ...without } = content;
    const now = { ...without, 'course.seats': 20, 'course.new': 'x' };

    expect(differences(content, now)).toEqual([
      { part: 'course.seats', was: 12, now: 20 },
      { part: 'course.new', was: undefined, now: 'x' },
      { part: 'course.title', was: 'Digital evidence', now: undefined },
    ]);
  });
});

describe('isOfSubstance', () => {
  const date = fc.integer({ min: 0, max: 5 }).map((days) => addDays('2027-03-01', days));
  const substance = fc.record({
    title: fc.constantFrom('A', 'B'),
    subject: fc.constantFrom(...subjects.slice(0, 2)),
    aims: fc.constantFrom('A', 'B'),
    country: fc.constantFrom('GH', 'MA'),
    online: fc.boolean(),
    seats: fc.integer({ min: 1, max: 2 }),
    startsOn: date,
    endsOn: date,
  });

  it('is exactly what makes another content', () => {
    fc.assert(
      fc.property(
        substance,
        fc.boolean().chain((same) => (same ? fc.constant(undefined) : substance)),
        fc.integer({ min: 0, max: 30 }),
        (before, other, days) => {
          const { startsOn, endsOn } = before;
          const moved = { startsOn: addDays(startsOn, days), endsOn: addDays(endsOn, days) };
          const after = other ?? { ...before, ...moved };

          const isEqual =
            hashOf(contentOf(before, brief, assessment, risks)) ===
            hashOf(contentOf(after, brief, assessment, risks));

          expect(isOfSubstance(before, after)).toBe(!isEqual);
          if (other === undefined) expect(isEqual).toBe(true);
        },
      ),
    );
  });
});

// Who may see a course or a nomination: product §8b as a table.
import { describe, expect, it } from 'vitest';
import { courseStates } from './course.ts';
import {
  type CourseDisclosure,
  maySeeCourse,
  maySeeNomination,
  maySeePapers,
  withholdReasons,
} from './disclosure.ts';
import { type Role, roles } from './people.ts';
import type { Viewer } from './viewer.ts';

function person(id: string, organisation: string | undefined, ...held: Role[]): Viewer {
  return { kind: 'person', person: id, organisation, roles: held };
}

/** Accra proposed it, Rabat was asked, Lima has nothing to do with it; no organisation is the hub. */
const viewers = {
  process: { kind: 'process' },
  stranger: { kind: 'stranger' },
  proposer: person('proposer', 'accra', 'liaison'),
  'liaison in Accra': person('p2', 'accra', 'liaison'),
  'manager in Accra': person('p3', 'accra', 'manager'),
  'trainee in Accra': person('p4', 'accra', 'trainee'),
  'liaison in Rabat': person('p5', 'rabat', 'liaison'),
  'manager in Rabat': person('p6', 'rabat', 'manager'),
  'trainee in Rabat': person('p7', 'rabat', 'trainee'),
  'seat holder in Lima': person('holder', 'lima', 'trainee'),
  'instructor of it': person('teacher', 'lima', 'instructor'),
  'other instructor': person('p8', 'lima', 'instructor', 'courseManager', 'expert'),
  'liaison in Lima': person('p9', 'lima', 'liaison', 'manager'),
  coordinator: person('p10', undefined, 'coordinator'),
  approver: person('p11', undefined, 'approver'),
  oversight: person('p12', undefined, 'oversight'),
  'hub member without a role': person('p13', undefined),
  'announcements in Accra': { kind: 'channel', organisation: 'accra', audience: 'announcements' },
  'managers in Rabat': { kind: 'channel', organisation: 'rabat', audience: 'managers' },
  'announcements in Rabat': { kind: 'channel', organisation: 'rabat', audience: 'announcements' },
  'managers in Lima': { kind: 'channel', organisation: 'lima', audience: 'managers' },
  'announcements of the hub': { kind: 'channel', organisation: undefined, audience: 'announcements' },
  'room of the hub': { kind: 'channel', organisation: undefined, audience: 'hub' },
} as const satisfies Record<string, Viewer>;

const course: CourseDisclosure = {
  state: 'call-open',
  withheld: [],
  proposedBy: 'proposer',
  organisation: 'accra',
  publishedAt: 1,
  participants: { seatHolders: ['holder'], routedTo: ['rabat'], assigned: ['teacher'] },
};

function thoseWhoSee(change: Partial<CourseDisclosure>): string[] {
  return Object.entries(viewers)
    .filter(([, viewer]) => maySeeCourse(viewer, { ...course, ...change }))
    .map(([name]) => name);
}

const draftCircle = ['process', 'proposer', 'liaison in Accra', 'coordinator'];
const proposalCircle = [...draftCircle, 'approver', 'oversight', 'room of the hub'];

describe('maySeeCourse', () => {
  it('shows a published course to everybody', () => {
    expect(thoseWhoSee({})).toEqual(Object.keys(viewers));
  });

  it('shows a draft to its proposer, their liaisons and the coordinator', () => {
    expect(thoseWhoSee({ state: 'draft', publishedAt: undefined })).toEqual(draftCircle);
  });

  it.each(['proposed', 'gated', 'approved', 'declined'] as const)(
    'shows a course that is %s also to those who judge it',
    (state) => {
      expect(thoseWhoSee({ state })).toEqual(proposalCircle);
    },
  );

  it.each(['on-hold', 'cancelled'] as const)(
    'shows a course that is %s to all only if it was published',
    (state) => {
      expect(thoseWhoSee({ state })).toEqual(Object.keys(viewers));
      expect(thoseWhoSee({ state, publishedAt: undefined })).toEqual(proposalCircle);
    },
  );

  it.each(withholdReasons)('shows a course withheld for %s only to those it concerns', (reason) => {
    expect(thoseWhoSee({ withheld: [reason] })).toEqual([
      'process',
      'proposer',
      'liaison in Accra',
      'liaison in Rabat',
      'manager in Rabat',
      'seat holder in Lima',
      'instructor of it',
      'coordinator',
      'approver',
      'oversight',
      'managers in Rabat',
      'room of the hub',
    ]);
  });

  it('never shows more of a withheld course than of an open one, in any state', () => {
    for (const state of courseStates) {
      for (const publishedAt of [1, undefined]) {
        const open = thoseWhoSee({ state, publishedAt });
        const withheld = thoseWhoSee({ state, publishedAt, withheld: ['counter-terrorism'] });

        expect(open).toEqual(expect.arrayContaining(withheld));
      }
    }
  });

  it('shows a proposal of the hub to no liaison', () => {
    const hubs = { state: 'proposed', organisation: undefined, proposedBy: 'p10' } as const;
    const strayLiaison = person('p14', undefined, 'liaison');

    expect(maySeeCourse(strayLiaison, { ...course, ...hubs })).toBe(false);
    expect(thoseWhoSee(hubs)).toEqual(['process', 'coordinator', 'approver', 'oversight', 'room of the hub']);
  });

  it("does not take an organisation's room for the hub's", () => {
    const posing: Viewer = { kind: 'channel', organisation: 'lima', audience: 'hub' };

    expect(maySeeCourse(posing, { ...course, withheld: ['counter-terrorism'] })).toBe(false);
  });
});

describe('maySeeNomination', () => {
  it("shows it to the nominee, to their organisation's liaisons and managers, and to the hub", () => {
    const nomination = { nominee: 'p7', organisation: 'rabat' };

    const seen = Object.entries(viewers)
      .filter(([, viewer]) => maySeeNomination(viewer, nomination))
      .map(([name]) => name);

    expect(seen).toEqual([
      'process',
      'liaison in Rabat',
      'manager in Rabat',
      'trainee in Rabat',
      'coordinator',
      'oversight',
      'managers in Rabat',
      'room of the hub',
    ]);
  });

  it('shows another person of the same organisation nothing', () => {
    const colleagues: Role[] = ['trainee', 'instructor', 'courseManager', 'expert', 'approver'];

    expect(roles).toEqual(expect.arrayContaining(colleagues));
    expect(
      maySeeNomination(person('x', 'rabat', ...colleagues), { nominee: 'p7', organisation: 'rabat' }),
    ).toBe(false);
  });
});

describe('maySeePapers', () => {
  const seenBy = (paper: Parameters<typeof maySeePapers>[1]) =>
    Object.entries(viewers)
      .filter(([, viewer]) => maySeePapers(viewer, paper, course))
      .map(([name]) => name);

  it('shows a brief to those who write it and to the hub’s coordinators, approvers and oversight', () => {
    expect(seenBy('brief')).toEqual([
      'process',
      'proposer',
      'liaison in Accra',
      'coordinator',
      'approver',
      'oversight',
    ]);
  });

  it.each(['assessment', 'consultation', 'decision'] as const)(
    'shows an %s to the hub’s coordinators, approvers and oversight alone',
    (paper) => {
      expect(seenBy(paper)).toEqual(['process', 'coordinator', 'approver', 'oversight']);
    },
  );

  it('shows nothing to whoever runs the course, teaches or takes part in it, or stands in a channel', () => {
    const others = person('x', 'accra', 'manager', 'courseManager', 'instructor', 'trainee', 'expert');
    const papers = ['brief', 'assessment', 'consultation', 'decision'] as const;

    expect(papers.filter((paper) => maySeePapers(others, paper, course))).toEqual([]);
  });
});

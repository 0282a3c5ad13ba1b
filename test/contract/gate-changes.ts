// Every way in which a course and its papers may change: those that end an approval, and those that it bears.
import { type CourseProposal, courseStates } from '#exchange/course.ts';
import type { Records } from '#store/store.ts';
import { inForce, setDocument } from '../support/gate-papers.ts';
import { day, noon } from './store-bench.ts';

type Change = readonly [
  what: string,
  does: (records: Records, course: string, by: string) => Promise<unknown>,
];

/** As whoever proposed it may. */
export const edit =
  (changes: Partial<CourseProposal>) =>
  ({ courses }: Records, course: string) =>
    courses.edit(course, changes, courseStates);

export const risk = (owner: string) => ({ risk: 'R', mitigation: 'M', owner, due: '2027-02-01' });

/** Each ends an approval. */
export const ending: readonly Change[] = [
  ['another title', edit({ title: 'Another' })],
  ['another subject', edit({ subject: 'command' })],
  ['other aims', edit({ aims: 'Other aims.' })],
  ['another country', edit({ country: 'KE' })],
  ['no journey', edit({ online: true })],
  ['another seat', edit({ seats: 4 })],
  ['another day', edit({ endsOn: '2027-03-06' })],
  ['another brief', (records, course, by) => setDocument(records, course, 'brief', inForce, by)],
  ['another assessment', (records, course, by) => setDocument(records, course, 'assessment', inForce, by)],
  ['another grade', (records, course, by) => setDocument(records, course, 'assessment', inForce, by, 'high')],
  ['another risk', ({ papers }, course, by) => papers.addRisk(course, risk(by))],
  [
    'a risk less',
    async ({ papers }, course) => papers.removeRisk(course, (await papers.risks(course))[0]?.id ?? ''),
  ],
];

/** None does. */
export const bearable: readonly Change[] = [
  ['the days moved', edit({ startsOn: '2027-03-08', endsOn: '2027-03-12' })],
  ['another house', edit({ place: 'Kumasi', zone: 'Europe/Paris', language: 'fr' })],
  ['another deadline', edit({ nominationDeadline: noon + 31 * day })],
  ['the same once more', edit({ title: 'Digital evidence', seats: 3 })],
  [
    'a mitigation that was done',
    async ({ papers }, course, by) => papers.mitigated((await papers.risks(course))[0]?.id ?? '', by),
  ],
  [
    'the view of a mission',
    async ({ consultations }, course, by) => {
      await consultations.ask(course, { country: 'FR', mission: 'embassy', due: '2027-02-01' }, by);
      await consultations.answer(course, 'FR', 'concern', 'They detain.', by);
    },
  ],
];

// The model of criteria, vettings, waivers and the evidence of eligibility.
import { maySeeVetting, maySeeWaiver } from '#exchange/disclosure.ts';
import { noCriteria } from '#exchange/eligibility.ts';
import { programmeKey, sameCourseKey } from '#exchange/eligibility-rules.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { CriteriaRecords } from '#store/records/criteria.ts';
import type { EvidenceRecords } from '#store/records/evidence.ts';
import type { Nominated, Nominees } from '#store/records/nominees.ts';
import { unitKeyOf, type VettingRecords } from '#store/records/vettings.ts';
import type { WaiverRecords } from '#store/records/waivers.ts';
import { by, byBytes, kept, type ModelContext, type Row, type State, Violation } from './model-state.ts';

/** Whether somebody is one of those who are asked about. */
export function isAmong(state: State, among: Nominees, person: string): boolean {
  if (!('nominatedFor' in among)) return among.map(kept).includes(person);
  return [...state.nominations.values()].some(
    (row) => row.course === kept(among.nominatedFor) && row.nominee === person,
  );
}

function isOf(state: State, among: Nominated, nomination: string): boolean {
  return 'course' in among
    ? state.nominations.get(nomination)?.course === kept(among.course)
    : among.map(kept).includes(nomination);
}

/** The dead end of a reference to a nomination, which `need` does not know. */
function needNomination({ state }: ModelContext, id: string): Row<'nominations'> {
  const row = state.nominations.get(id);
  if (row === undefined) throw new Violation('foreign key');
  return row;
}

export function criteriaModel(context: ModelContext): CriteriaRecords {
  const { criteria, courses } = context.state;
  return {
    of: async (ids) =>
      new Map(
        [...criteria.values()]
          .filter(({ course }) => ids.map(kept).includes(course))
          .filter(({ course }) => {
            const row = courses.get(course);
            return row !== undefined && context.sees(row);
          })
          .map(({ course, setBy: _, setAt: __, ...row }) => [
            course,
            {
              ...row,
              minYears: row.minYears ?? undefined,
              prerequisite: row.prerequisite ?? undefined,
              visaLeadDays: row.visaLeadDays ?? undefined,
              lastJoinOn: row.lastJoinOn ?? undefined,
            },
          ]),
      ),
    set: async (course, asked, setBy) => {
      context.need('courses', course);
      context.put('criteria', course, {
        course,
        ...asked,
        minYears: asked.minYears ?? null,
        prerequisite: asked.prerequisite ?? null,
        visaLeadDays: asked.visaLeadDays ?? null,
        lastJoinOn: asked.lastJoinOn ?? null,
        setBy,
        setAt: context.now,
      });
      const asks = Object.entries(noCriteria)
        .filter(([part, nothing]) => JSON.stringify(Reflect.get(asked, part)) !== JSON.stringify(nothing))
        .map(([part]) => part)
        .sort(byBytes);
      context.audit('course.criteria', course, { by: setBy, asks: asks.join(' ') });
    },
  };
}

export function vettingModel(context: ModelContext): VettingRecords {
  const { vettings, people } = context.state;
  const vetting = ({ state, validUntil }: Row<'vettings'>) => ({
    state,
    validUntil: validUntil ?? undefined,
  });
  const seesPerson = (person: string) =>
    maySeeVetting(context.viewer, { person, organisation: people.get(person)?.organisation ?? undefined });
  return {
    ofPeople: async (among, sight) =>
      new Map(
        [...vettings.values()].flatMap((row) =>
          row.person !== null &&
          isAmong(context.state, among, row.person) &&
          (sight === 'all' || seesPerson(row.person))
            ? [[row.person, vetting(row)] as const]
            : [],
        ),
      ),
    ofUnits: async (organisations, sight) =>
      new Map(
        [...vettings.values()].flatMap((row) =>
          row.organisation !== null &&
          organisations.map(kept).includes(row.organisation) &&
          (sight === 'all' ||
            maySeeVetting(context.viewer, { person: undefined, organisation: row.organisation }))
            ? [
                [
                  row.subject,
                  { ...vetting(row), organisation: row.organisation, unit: row.unit ?? '' },
                ] as const,
              ]
            : [],
        ),
      ),
    record: async (about, { state, validUntil }, recordedBy) => {
      const recorded = { state, validUntil: validUntil ?? null, recordedBy, recordedAt: context.now };
      const isPerson = 'person' in about;
      if (isPerson) context.need('people', about.person);
      else context.need('organisations', about.organisation);
      const subject = isPerson ? about.person : unitKeyOf(about.organisation, about.unit);
      const before = vettings.get(subject);
      const named = isPerson
        ? { subject, person: about.person, organisation: null, unit: null, unitKey: null }
        : {
            subject,
            person: null,
            organisation: about.organisation,
            unit: about.unit,
            unitKey: searchKey(about.unit),
          };
      context.put('vettings', subject, { ...(before ?? named), ...recorded });
      const [whose, of] = isPerson ? [about.person, 'person'] : [about.organisation, 'unit'];
      context.audit('vetting.record', whose, { of, state, validUntil: recorded.validUntil, by: recordedBy });
    },
    ending: async (from, until) =>
      [...vettings.values()]
        .filter((row) => row.state === 'clear' && row.validUntil !== null)
        .filter((row) => from <= (row.validUntil ?? '') && (row.validUntil ?? '') <= until)
        .sort(
          by(
            (row) => row.validUntil ?? '',
            (row) => row.subject,
          ),
        )
        .flatMap((row) =>
          row.person !== null && seesPerson(row.person) ? [{ ...vetting(row), person: row.person }] : [],
        ),
  };
}

export function waiverModel(context: ModelContext): WaiverRecords {
  const { waivers, nominations } = context.state;
  return {
    of: async (among) =>
      [...waivers.values()]
        .filter((row) => isOf(context.state, among, row.nomination))
        .flatMap((row) => {
          const about = nominations.get(row.nomination);
          return about !== undefined && maySeeWaiver(context.viewer, about) ? [{ ...row, about }] : [];
        })
        .sort(
          by(
            (row) => row.askedAt,
            (row) => row.nomination,
            (row) => row.rule,
          ),
        ),
    ask: async ({ nomination, rule, askedBy }) => {
      const key = `${kept(nomination)} ${rule}`;
      if (waivers.has(key)) return false;
      needNomination(context, nomination);
      context.need('people', askedBy);
      const unsigned = { reason: '', signedBy: null, signedAt: null };
      context.put('waivers', key, { nomination, rule, askedBy, askedAt: context.now, ...unsigned });
      context.audit('nomination.ask-waiver', nomination, { rule, by: askedBy });
      return true;
    },
    sign: async ({ nomination, rule, reason }, by) => {
      const key = `${kept(nomination)} ${rule}`;
      const row = waivers.get(key);
      if (row === undefined || row.signedBy !== null) return undefined;
      context.need('people', by);
      context.audit('nomination.waive', nomination, { rule, by });
      return context.put('waivers', key, { ...row, reason, signedBy: by, signedAt: context.now });
    },
  };
}

export function evidenceModel(context: ModelContext): EvidenceRecords {
  const { state } = context;
  const { receivedDocuments, proofs, earlierCourses } = state;
  const grouped = (rows: readonly (readonly [of: string, what: string])[]) =>
    new Map(
      [...Map.groupBy(rows, ([of]) => of)].map(([of, own]) => [
        of,
        own.map(([, what]) => what).sort(byBytes),
      ]),
    );
  const taken = ['offered', 'accepted', 'attended', 'partial', 'certified', 'followed-up'];

  return {
    bookings: async (among) =>
      [...state.nominations.values()]
        .filter((row) => taken.includes(row.state) && isAmong(state, among, row.nominee))
        .flatMap((row) => {
          const course = state.courses.get(row.course);
          const home = state.organisations.get(row.organisation);
          if (!course || !home || ['cancelled', 'declined'].includes(course.state)) return [];
          return [{ row, course, home }];
        })
        .sort(
          by(
            ({ row }) => row.nominee,
            ({ course }) => course.startsOn,
            ({ row }) => row.id,
          ),
        )
        .map(({ row, course, home }) => ({
          person: row.nominee,
          course: course.id,
          titleKey: sameCourseKey(course.title),
          title: context.sees(course) ? course.title : undefined,
          startsOn: course.startsOn,
          endsOn: course.endsOn,
          country: course.country,
          online: course.online,
          homeCountry: home.country,
          standing: row.state === 'offered' ? 'offered' : row.state === 'accepted' ? 'booked' : 'attended',
        })),
    received: async (among) =>
      grouped(
        [...receivedDocuments.values()]
          .filter((row) => row.received && isOf(state, among, row.nomination))
          .map((row) => [row.nomination, row.name]),
      ),
    markReceived: async (nomination, name, received, markedBy) => {
      needNomination(context, nomination);
      const row = { nomination, name, received, markedBy, markedAt: context.now };
      context.put('receivedDocuments', `${kept(nomination)} ${kept(name)}`, row);
      context.audit('nomination.document', nomination, { received, by: markedBy });
    },
    proofs: async (among) =>
      grouped(
        [...proofs.values()]
          .filter((row) => isAmong(state, among, row.person))
          .map((row) => [row.person, row.programmeKey]),
      ),
    prove: async (person, programme, isProven, notedBy) => {
      const key = `${kept(person)} ${kept(programmeKey(programme))}`;
      if (isProven) {
        context.need('people', person);
        const noted = { programme, notedBy, notedAt: context.now };
        context.put('proofs', key, { person, programmeKey: programmeKey(programme), ...noted });
      } else proofs.delete(key);
      context.audit('person.prove', person, { isProven, by: notedBy });
    },
    earlier: async (among) =>
      [...earlierCourses.values()]
        .filter((row) => isAmong(state, among, row.person))
        .sort(
          by(
            (row) => row.person,
            (row) => row.endsOn,
            (row) => row.id,
          ),
        )
        .map(({ id, person, title, days, endsOn }) => ({ id, person, title, days, endsOn })),
    declare: async ({ person, title, days, endsOn }, saidBy) => {
      const id = context.newId('ear');
      context.need('people', person);
      const said = { id, person, title, days, endsOn };
      context.put('earlierCourses', id, { ...said, saidBy, saidAt: context.now });
      context.audit('person.declare-course', person, { course: id, days, endsOn, by: saidBy });
      return said;
    },
    retract: async (id, person) => {
      const row = earlierCourses.get(id);
      if (row === undefined || row.person !== kept(person)) return false;
      earlierCourses.delete(row.id);
      context.audit('person.retract-course', person, { course: id });
      return true;
    },
    follow: async (id, from, to) => {
      const row = state.nominations.get(id);
      if (row === undefined || row.state !== from) return false;
      context.put('nominations', row.id, { ...row, state: to });
      recount(context, row.course, from !== 'ineligible' && to === 'ineligible');
      context.audit('nomination.follow', id, { course: row.course, from, to });
      return true;
    },
  };
}

/** Who has waited longest, counted anew: kept as it was only where nobody waits and nobody was answered. */
function recount(context: ModelContext, course: string, isAnswered: boolean): void {
  const row = context.state.courses.get(course);
  if (!row) return;
  const waits = [...context.state.nominations.values()]
    .filter((one) => one.course === course && ['submitted', 'eligible', 'vetted'].includes(one.state))
    .map((one) => one.createdAt);
  const longest = waits.length === 0 ? null : Math.min(...waits);
  const waitingSince = isAnswered || longest !== null ? longest : row.waitingSince;
  context.put('courses', course, { ...row, waitingSince });
}

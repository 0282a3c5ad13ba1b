// Everything that is held about somebody, as lines that an officer can read: in their language, days in their zone.
import type { Desk } from '#bot/command.ts';
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import { day, instant, type Text } from '#bot/text.ts';
import type { Held } from '#store/records/held.ts';
import { evidenceSections } from './_data-of-eligibility.ts';
import { daysOf, lentIn, nameOf as personName } from './_deputy.ts';
import { practiceSections } from './_practice-data.ts';
import { reviewSections } from './_review-data.ts';
import type { Key } from './words.ts';

export type Line = readonly (Text | string)[];

/** Lines end as every editor takes them. */
export async function dataFile(held: Held, desk: Desk<Key>): Promise<string> {
  const { say, house, asker, records, now } = desk;
  const { person } = held;
  const reader = { language: asker.language, zone: asker.zone };
  const at = (when: number): Text => [instant(when, asker.zone)];
  const atOrNone = (when: number | null) => (when === null ? '–' : at(when));
  const titles = await titlesOf(held, desk);
  const others = await othersIn(held, desk);
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one.name]));
  const nameOf = (id: string | null) => organisations.get(id ?? '') ?? titles.get(id ?? '') ?? id ?? '–';
  const course = (id: string) => titles.get(id) ?? id;
  const kind = (message: string) => {
    const key = `message.${message}`;
    return houseWords.has(key) ? house(key) : house('message.other');
  };
  const facts = (...pairs: readonly (readonly [Text, Text | string | null])[]) =>
    pairs.map(
      ([label, fact]): Line => [[...label, ': ', ...(typeof fact === 'string' ? [fact] : (fact ?? ['–']))]],
    );

  const sections: readonly (readonly [Text, readonly Line[]])[] = [
    [
      say('data.person'),
      facts(
        [say('data.id'), person.id],
        [say('data.name'), person.name],
        [say('data.organisation'), nameOf(person.organisation)],
        [say('data.membership'), say(`data.membership.${person.membership}`)],
        [say('field.language.label'), person.language === null ? null : house(`language.${person.language}`)],
        [say('field.zone.label'), person.zone],
        [say('field.reminders.label'), say(`reminders.${person.notifications}`)],
        [say('field.platform.label'), person.tellOn],
        [say('data.rank'), person.rank],
        [say('data.unit'), person.unit],
        [say('data.approvedUntil'), atOrNone(person.approvedUntil)],
        [say('data.approvedBy'), others(person.approvedBy)],
      ),
    ],
    [
      say('data.accounts'),
      held.accounts.map((one) => [one.id, one.name, one.directMessages, at(one.lastSeen)]),
    ],
    [
      say('data.roles'),
      held.grants.map((one) => [house(`role.${one.role}`), nameOf(one.scope), atOrNone(one.until)]),
    ],
    [say('data.deputies'), await deputyLines(held, desk)],
    [say('data.codes'), held.codes.map((one) => [at(one.goodUntil), atOrNone(one.usedAt)])],
    [say('data.guesses'), held.guesses.map((one) => [String(one.tries), at(one.since)])],
    [
      say('data.nominations'),
      held.nominations.map((one) => [
        course(one.course),
        house(`nominationState.${one.state}`),
        at(one.createdAt),
        nameOf(one.organisation),
        one.rank,
        one.unit,
        String(one.yearsOfService),
        one.reason,
      ]),
    ],
    [
      say('data.nominated'),
      held.nominated.map((one) => [
        course(one.course),
        house(`nominationState.${one.state}`),
        at(one.createdAt),
      ]),
    ],
    ...evidenceSections(held, desk),
    [
      say('data.offers'),
      [
        ...held.offers.map(
          (one): Line => [
            course(one.course),
            say(`data.offer.${one.state}`),
            at(one.offeredAt),
            atOrNone(one.endedAt),
            one.declineReason === null ? '' : house(`declineReason.${one.declineReason}`),
            one.reason ?? '',
          ],
        ),
        ...facts([say('data.offered'), String(held.offered)]),
      ],
    ],
    [
      say('data.attendance'),
      [
        ...held.attendance.map(
          (one): Line => [course(one.course), house(`nominationState.${one.mark}`), at(one.markedAt)],
        ),
        ...facts([say('data.marked'), String(held.marked)]),
      ],
    ],
    [
      say('data.attendanceDays'),
      held.attendanceDays.map((one) => [
        course(one.course),
        [day(one.day)],
        house(`presence.${one.presence}`),
        at(one.markedAt),
      ]),
    ],
    [
      say('data.certificates'),
      [
        ...held.certificates.map(
          (one): Line => [course(one.course), one.code, one.name, at(one.issuedAt), atOrNone(one.revokedAt)],
        ),
        ...facts([say('data.certified'), String(held.certified)]),
      ],
    ],
    [
      say('data.feedback'),
      [
        ...held.feedback.map(
          (one): Line => [
            course(one.course ?? one.edition ?? ''),
            say(one.answered ? 'data.feedback.answered' : 'data.feedback.waiting'),
          ],
        ),
        [say('data.feedback.why')],
      ],
    ],
    [
      say('data.actions'),
      held.actions.map((one) => [
        course(one.course),
        one.what,
        [day(one.dueOn)],
        house(`actionState.${one.state}`),
        one.effect ?? '',
      ]),
    ],
    [
      say('data.digests'),
      held.digests.map((one) => [
        house(`digest.${one.digest}`),
        house(`rhythm.${one.rhythm}`),
        at(one.changedAt),
      ]),
    ],
    ...practiceSections(held, { say, at, course, facts }),
    [say('data.registrations'), held.registrations.map((one) => [one.title, one.track])],
    [
      say('data.exchanges'),
      [
        ...held.exchanges.map(
          (one): Line => [
            house(`subject.${one.topic}`),
            say('data.exchanges.state', { state: one.state }),
            one.languages.join(' '),
            [day(one.from)],
            [day(one.until)],
            at(one.createdAt),
            ...(one.counterpart === null
              ? []
              : facts([say('data.exchanges.wish'), others(one.counterpart)]).flat()),
          ],
        ),
        ...facts(
          [say('data.exchanges.offered'), String(held.exchangesOffered.length)],
          [say('data.exchanges.wished'), String(held.wished)],
        ),
      ],
    ],
    [
      say('data.drafts'),
      held.drafts.map((one) => [
        `/${one.path}`,
        at(one.changedAt),
        ...Object.entries(one.values).map(([field, typed]) => `${field}: ${String(typed)}`),
      ]),
    ],
    [
      say('data.messages'),
      [
        ...held.deliveries.map(
          (one): Line => [kind(one.message), say(`data.message.${stateOf(one.state)}`), at(one.changedAt)],
        ),
        ...facts([say('data.cards'), String(held.posts)]),
      ],
    ],
    [say('data.circulars'), held.circulars.map((one) => [`/${one.cause}`, at(one.createdAt)])],
    [say('data.proposed'), held.proposed.map((one) => [course(one.id), at(one.createdAt)])],
    [say('data.planned'), held.planned.map((one) => [one.title])],
    [
      say('data.documents'),
      held.documents.map((one) => [
        course(one.course),
        say(`data.document.${one.document}`),
        at(one.recordedAt),
      ]),
    ],
    [say('data.briefs'), held.briefs.map((one) => [course(one.course), at(one.writtenAt)])],
    [say('data.assessments'), held.assessments.map((one) => [course(one.course), at(one.assessedAt)])],
    [
      say('data.mitigations'),
      [
        ...held.mitigations.map(
          (one): Line => [course(one.course), one.mitigation, [day(one.due)], atOrNone(one.doneAt)],
        ),
        ...facts([say('data.mitigated'), String(held.mitigated)]),
      ],
    ],
    [
      say('data.consultations'),
      held.consultations.map((one) => [course(one.course), at(one.askedAt), atOrNone(one.answeredAt)]),
    ],
    [
      say('data.seatPlans'),
      held.seatPlans.map((one) => [course(one.course), at(one.proposedAt), atOrNone(one.confirmedAt)]),
    ],
    [
      say('data.seatDepartures'),
      held.seatDepartures.map((one) => [course(one.course), at(one.at), one.reason]),
    ],
    [
      say('data.decisions'),
      held.decisions.map((one) => [
        course(one.course),
        say(`data.verdict.${one.verdict}`),
        at(one.decidedAt),
        others(one.decidedBy),
        others(one.inNameOf),
      ]),
    ],
    [say('data.approvals'), facts([say('data.approved'), String(held.approved)])],
    ...reviewSections(held, { say, house, at, atOrNone, course, facts }),
    [
      say('data.installations'),
      held.installations.map((one) => [one.name, at(one.installedAt), atOrNone(one.endedAt)]),
    ],
    [say('data.audit'), held.audit.map((one) => [at(one.at), one.action])],
  ];

  const plain = (part: Text | string) => (typeof part === 'string' ? part : plainText(part, reader));
  const nothing = plain(say('data.nothing'));
  const written = sections.map(([heading, lines]) => {
    const body = lines.length === 0 ? [nothing] : lines.map((line) => `- ${line.map(plain).join(' · ')}`);
    return [plain(heading).toUpperCase(), ...body].join('\r\n');
  });
  return [plain(say('data.title', { now: at(now) })), ...written, ''].join('\r\n\r\n');
}

/** With the eyes of whoever asks: what they may not see is named by its id alone. */
async function titlesOf(held: Held, { records }: Desk<Key>): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ...[
      ...[
        ...held.nominations,
        ...held.nominated,
        ...held.attendance,
        ...held.attendanceDays,
        ...held.certificates,
        ...held.documents,
      ],
      ...[
        ...held.briefs,
        ...held.assessments,
        ...held.mitigations,
        ...held.consultations,
        ...held.decisions,
        ...held.seatPlans,
        ...held.seatDepartures,
        ...held.actions,
      ],
      ...[...held.reviewers, ...held.panels, ...held.reviews, ...held.outcomes],
      ...[...held.commitments, ...held.followUps],
    ].map((one) => one.course),
    ...held.feedback.flatMap((one) => one.course ?? []),
    ...held.questionnaires.map((one) => one.course),
    ...held.proposed.map((one) => one.id),
    ...held.grants.map((one) => one.scope),
  ];
  const courses = await records.courses.byIds([...new Set(ids)]);
  return new Map(courses.map((one) => [one.id, one.title]));
}

function stateOf(state: Held['deliveries'][number]['state']): 'sent' | 'waiting' | 'unsent' {
  if (state === 'sent') return 'sent';
  return state === 'pending' || state === 'sending' ? 'waiting' : 'unsent';
}

/** Those who decided for them, said that they serve, or whom they wish to go with: by name, as wherever it was done. */
async function othersIn(held: Held, { records }: Desk<Key>): Promise<(id: string | null) => Text> {
  const ids = held.decisions.flatMap((one) => [one.decidedBy, one.inNameOf ?? '']);
  const wished = held.exchanges.map((one) => one.counterpart ?? '');
  const people = await records.people.byIds([...ids, ...wished, held.person.approvedBy ?? '']);
  const known = new Map(people.map((one) => [one.id, one]));
  return (id) => [personName(known.get(id ?? ''))];
}

async function deputyLines(held: Held, desk: Desk<Key>): Promise<readonly Line[]> {
  const { records, say, asker } = desk;
  const lines: Line[] = [];
  for (const { role, scope, ...one } of held.deputies) {
    const named = { ...one, role: role ?? undefined, scope: scope ?? undefined };
    const deputy = personName(await records.people.byId(one.deputy));
    const principal = personName(await records.people.byId(one.principal));
    const what = await lentIn(desk, named, asker.language);
    lines.push([say('deputies.line', { deputy, principal, what, ...daysOf(named) })]);
  }
  return lines;
}

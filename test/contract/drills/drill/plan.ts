// /drill plan: asks a field of every kind on three pages, and keeps each plan as an organisation, so that plans can be counted.
import { defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askOrganisation } from '#bot/record-fields.ts';
import { day, type Text, value } from '#bot/text.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'drill plan',
  words,
  who: 'anyone',
  servesUntied: true,
  access: 'write',
  asks: {
    title: ask.text({ max: 120 }),
    kind: ask.choice(['table', 'field'], 'kind'),
    startsOn: ask.date(),
    endsOn: ask.date(),
    seats: ask.number({ min: 1, max: 500 }),
    partner: optional(askOrganisation()),
    open: optional(ask.yesNo()),
    aims: optional(ask.text({ max: 1000, lines: 'many' })),
    level: optional(ask.rating({ from: 1, to: 5, named: 'level' })),
    contact: optional(ask.account()),
    channel: optional(ask.channel()),
    outline: optional(ask.file({ accepts: ['application/pdf'], maxBytes: 1_000_000 })),
  },
  pages: [
    ['title', 'kind', 'aims', 'level'],
    ['startsOn', 'endsOn', 'seats', 'open', 'partner'],
    ['contact', 'channel', 'outline'],
  ],
  introduction: async (_given, { say }) => [say('plan.promise')],
  async run(plan, { say, records, asker }) {
    if (plan.endsOn < plan.startsOn)
      return {
        correct: { endsOn: say('plan.endBeforeStart', { start: day(plan.startsOn), end: day(plan.endsOn) }) },
      };
    const kept = { country: 'GH', language: 'en', zone: asker.zone, hub: false } as const;
    await records.organisations.add({ ...kept, name: plan.title });
    const outline = plan.outline && Buffer.from(await plan.outline.open()).toString();
    const told: readonly (readonly [Text, unknown])[] = [
      [say('field.title.label'), plan.title],
      [say('field.kind.label'), plan.kind],
      [say('field.startsOn.label'), plan.startsOn],
      [say('field.endsOn.label'), plan.endsOn],
      [say('field.seats.label'), plan.seats],
      [say('field.partner.label'), plan.partner],
      [say('field.open.label'), plan.open],
      [say('field.aims.label'), plan.aims],
      [say('field.level.label'), plan.level],
      [say('field.contact.label'), plan.contact],
      [say('field.channel.label'), plan.channel],
      [say('field.outline.label'), outline],
    ];
    const given = told.filter(([, answer]) => answer !== undefined);
    return {
      reply: [
        { paragraph: say('plan.kept', { title: value(plan.title) }) },
        { list: given.map(([label, answer]): Text => [...label, ' = ', value(String(answer))]) },
      ],
    };
  },
});

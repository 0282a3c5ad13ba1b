// npx attache coordinator [--even-so]: prints a one-time code that makes somebody of the hub coordinator, where none is left.
import { randomBytes } from 'node:crypto';
import { awayDays, coordinatorCodeFor, presentCoordinators } from '#bot/coordination.ts';
import { formatCode } from '#exchange/codes.ts';
import type { Records } from '#store/store.ts';
import { readArguments } from './_words.ts';
import type { House } from './operation.ts';

const usage = 'npx attache coordinator [--even-so]';
const goodForHours = 24;

export default async function coordinator(
  given: readonly string[],
  house: Pick<House, 'openRecord'>,
): Promise<void> {
  const { values } = readArguments(given, { 'even-so': { type: 'boolean' } }, 0, usage);
  const evenSo = values['even-so'] === true;
  const now = Date.now();
  const store = await house.openRecord();
  try {
    const act = { viewer: { kind: 'process' }, actor: 'operation coordinator', now } as const;
    for (const line of await store.write(act, (records) => issue(records, evenSo, now))) console.log(line);
  } finally {
    await store.close();
  }
}

async function issue(records: Records, evenSo: boolean, now: number): Promise<readonly string[]> {
  const hub = await records.organisations.hub();
  if (!hub)
    throw new Error(
      'The exchange has not been opened yet: the start of Attaché prints the code for /exchange setup.',
    );
  const [present] = await presentCoordinators(records, now);
  if (present && !evenSo)
    throw new Error(
      `${hub.name} has a coordinator, ${present.name}, who changed something within the last ${awayDays} days and can give the role with /exchange role-give. If they must not or will not: npx attache coordinator --even-so`,
    );
  const code = formatCode(randomBytes(10));
  const goodUntil = now + goodForHours * 3_600_000;
  const issuedFor = evenSo ? coordinatorCodeFor.evenSo : coordinatorCodeFor.without;
  await records.codes.issue(code, 'coordinator', issuedFor, goodUntil);
  return [
    `${code} makes whoever types it coordinator, once, until ${new Date(goodUntil).toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    `Give it to somebody of ${hub.name}: they type /exchange join with it, in a place of ${hub.name} or as one of its members.`,
    ...(present
      ? [
          `${hub.name} has a coordinator. They, all other coordinators and oversight are told when the code is used.`,
        ]
      : []),
  ];
}

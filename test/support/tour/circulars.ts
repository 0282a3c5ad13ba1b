// Messages to many on the tour: how far they are, stopped on the way; and what could not be delivered, dealt with.
import type { AccountId } from '#exchange/people.ts';
import type { NewDelivery, Reason } from '#store/records/deliveries.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';

export async function watchDeliveries(tour: Tour, company: Company, main: string): Promise<void> {
  await watchCirculars(tour, company, main);
  await dealWithUndelivered(tour, company, main);
}

const minute = 60_000;

async function watchCirculars(tour: Tour, { kofi, vera, olga, ama }: Company, main: string): Promise<void> {
  await ama.runs('exchange circulars');
  const circular = await tellMany(tour, kofi.account, main);
  await tour.deliver();
  await kofi.runs('exchange circulars');
  await tour.at(new Date(tour.now() + 10 * minute).toISOString());
  await kofi.presses('exchange/circulars/show', circular);
  await tour.at(new Date(tour.now() + 900 * minute).toISOString());
  await kofi.presses('exchange/circulars/refresh', circular);
  await vera.runs('exchange circulars');
  await vera.pressesRoute(`exchange/circulars/show|${circular}`);
  await vera.presses('exchange/undelivered/show');
  await ama.pressesRoute(`exchange/circulars/show|${circular}`);
  await ama.pressesRoute(`exchange/circulars/refresh|${circular}`);
  await olga.pressesRoute(`exchange/circulars/stop|${circular}`);
  await kofi.presses('exchange/circulars/stop', circular);
  await kofi.presses('exchange/circulars/stop-now', circular);
  await kofi.pressesRoute(`exchange/circulars/stop-now|${circular}`);
  await tour.deliver();
  await kofi.runs('exchange circulars');

  const byItself = await tour.arrange(async ({ circulars }) => {
    const begin = (cause: string, message: string) =>
      circulars.begin({ cause, startedBy: undefined, message, facts: { course: main }, total: 12_345 });
    for (let number = 1; number <= 12; number += 1) await begin('of an earlier Attaché', 'earlier/message');
    return begin('feedback-rounds', 'feedback/reminder');
  });
  await vera.runs('exchange circulars');
  await vera.pressesRoute(`exchange/circulars/show|${byItself}`);
  await vera.pressesRoute(`exchange/circulars/stop|${byItself}`);
}

/** To twelve now and two tomorrow, two with nothing left to be told, one out of reach, twelve without an account. */
function tellMany(tour: Tour, by: AccountId, main: string): Promise<string> {
  return tour.arrange(async (records) => {
    const facts = { course: main };
    const started = { cause: 'course edit', startedBy: await personIn(records, by) } as const;
    const id = await records.circulars.begin({ ...started, message: 'course/changed', facts, total: 29 });
    const people: string[] = [await personIn(records, 'slack:T9:U00000099')];
    for (let number = 1; number <= 14; number += 1)
      people.push(await personIn(records, `practice:officer-${number}`));
    const without = { organisation: undefined, membership: 'confirmed' } as const;
    for (let number = 1; number <= 12; number += 1)
      people.push((await records.people.add({ ...without, name: tour.wording.line('To come', 80) })).id);
    const tomorrow = [people[13], people[14]];
    const welcome = (person: string, of = person): NewDelivery => ({
      ...delivery(`welcome · ${person} · ${of}`, person),
      ...(tomorrow.includes(person) ? { notBefore: tour.now() + 1_440 * minute } : {}),
      facts: { person: of, role: 'trainee' },
      circular: id,
    });
    const [someone = ''] = people;
    await records.deliveries.add([
      ...people.map((person) => welcome(person)),
      ...['per-none', 'per-nobody'].map((nobody) => welcome(people[1] ?? someone, nobody)),
    ]);
    return id;
  });
}

function delivery(key: string, person: string): NewDelivery {
  return {
    key,
    message: 'exchange/member-confirmed',
    facts: { person, role: 'trainee' },
    person,
    ...{ channel: undefined, organisation: undefined, purpose: undefined, post: undefined },
    tooLateAt: undefined,
  };
}

async function dealWithUndelivered(tour: Tour, company: Company, main: string): Promise<void> {
  const { vera, otto, olga, kofi, organisations } = company;
  await tour.deliver();
  const person = await tour.person(kofi.account);
  const toPerson = delivery('', person);
  const toChannel = (purpose: 'announcements' | 'managers') => ({
    ...{ ...toPerson, message: 'course/card', facts: { course: main }, person: undefined },
    ...({ channel: 'slack:T9:C00000099', organisation: organisations.guest, purpose } as const),
  });
  const failed: string[] = [];
  for (const [reason, what] of [
    ['refused', toChannel('announcements')],
    ['failing', { ...toPerson, message: 'earlier/message', facts: {} }],
    ['unreachable', { ...toPerson, message: 'course/changed', facts: { course: main } }],
    ['unsure', toPerson],
    ['gone', toPerson],
    ['gone', toChannel('managers')],
    ['closed', toPerson],
    ['left', toChannel('announcements')],
  ] as const)
    failed.push(await fail(tour, reason, { ...what, notBefore: tour.now() - 100 + failed.length }));
  const [, , , , gone = '', , closed = ''] = failed;

  await vera.runs('exchange undelivered');
  const all = vera.sees('exchange/undelivered/all');
  await vera.presses('exchange/undelivered/page', '1');
  await vera.presses('exchange/undelivered/page', '0');
  await olga.runs('exchange undelivered');
  await otto.runs('my tasks');
  await vera.presses('exchange/undelivered/again', closed);
  await otto.pressesRoute(`exchange/undelivered/again|${closed}|0`);
  await tour.deliver();
  await otto.pressesRoute(`exchange/undelivered/again|${closed}|0`);
  await vera.presses('exchange/undelivered/settle', gone);
  await otto.pressesRoute(`exchange/undelivered/settle|${gone}|1`);
  await vera.pressesRoute(all);
  await otto.pressesRoute(all);
  await vera.pressesRoute('exchange/undelivered/settle|dlv-none|0');
  await tour.deliver();
  await tour.arrange(async ({ deliveries }) => {
    for (const { id } of await deliveries.undelivered(1_000, 0)) await deliveries.setAside(id);
  });
  await vera.runs('exchange undelivered');
}

/** Written, taken and given up at once, with the words of a platform. */
function fail(tour: Tour, reason: Reason, what: NewDelivery): Promise<string> {
  return tour.arrange(async ({ deliveries }) => {
    const key = `undelivered · ${reason} · ${what.purpose ?? 'person'}`;
    await deliveries.add([{ ...what, key }]);
    const [taken] = await deliveries.take(tour.now(), 1, 'tour', []);
    if (taken?.key !== key) throw new Error(`Something else was due: ${taken?.key}`);
    const ending = { reason, failure: tour.wording.line('invalid_blocks', 300) };
    await deliveries.giveUp(taken.id, 'tour', 'undeliverable', ending);
    return taken.id;
  });
}

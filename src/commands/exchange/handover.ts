// /exchange handover: gives all roles that one member holds to another of the same organisation, after asking once more.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { type Text, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { mayBeDeputised } from '#exchange/people.ts';
import type { Grant, Person } from '#store/records/people.ts';
import { askMember, holding, mayDispose, scopeText } from './_roles.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'exchange handover',
  words,
  who: ['coordinator', 'liaison'],
  access: 'read',
  asks: { person: askMember, successor: askMember },
  pages: [['person', 'successor']],
  run: ({ person, successor }, desk) => askOnce(desk, person, successor),
  buttons: {
    now: {
      who: ['coordinator', 'liaison'],
      access: 'write',
      press: ([person = '', successor = ''], desk) => handOver(desk, person, successor),
    },
  },
});

interface Handover {
  readonly from: Person;
  readonly to: Person;
  /** What a person alone can be, trainee or expert, stays with them. */
  readonly grants: readonly Grant[];
}

/** The rules, looked at when it is asked and again when it is confirmed. */
async function plan(desk: Desk<Key>, person: string, successor: string): Promise<Handover | Answer> {
  const { asker, records, now } = desk;
  const [from, to] = [await records.people.byId(person), await records.people.byId(successor)];
  if (from?.membership !== 'confirmed' || to?.membership !== 'confirmed') return desk.refuse('role.nobody');
  if (to.id === from.id || to.organisation !== from.organisation) return desk.refuse('handover.notOfTheirs');
  if (to.id === asker.person?.id) return desk.refuse('role.oneself');
  const held = holding(await records.people.grantsOf(from.id), now);
  const grants = held.filter((grant) => mayBeDeputised(grant.role));
  if (grants.length === 0) return desk.refuse('handover.nothing', { name: value(from.name) });
  for (const { role, scope } of grants)
    if (!(await mayDispose(desk, role, scope, from)))
      return desk.refuse('role.mayNotGive', { role: desk.house(`role.${role}`) });
  return { from, to, grants };
}

async function askOnce(desk: Desk<Key>, person: string, successor: string): Promise<Outcome> {
  const found = await plan(desk, person, successor);
  if (!('grants' in found)) return found;
  const { from, to, grants } = found;
  const lines: Text[] = [];
  for (const { role, scope } of grants)
    lines.push([...desk.house(`role.${role}`), ' · ', ...(await scopeText(desk, scope))]);
  const names = { from: value(from.name), to: value(to.name) };
  return {
    reply: [
      { heading: desk.say('handover.ask', names) },
      { list: lines },
      { paragraph: desk.say('handover.note') },
      {
        buttons: [
          {
            label: desk.say('handover.now'),
            route: route('exchange/handover/now', from.id, to.id),
            look: 'primary',
          },
        ],
      },
    ],
  };
}

/** Taken from one and given to the other in one transaction: the hub is never without a coordinator. */
async function handOver(desk: Desk<Key>, person: string, successor: string): Promise<Outcome> {
  const { records, say, now } = desk;
  const found = await plan(desk, person, successor);
  if (!('grants' in found)) return found;
  const { from, to, grants } = found;
  const told: Answer[] = [];
  for (const grant of grants) {
    const { role, scope } = grant;
    const own = (await records.people.grantsOf(to.id)).find(
      (one) => one.role === role && one.scope === scope,
    );
    // What the successor holds for longer already is not shortened.
    const until = own && (own.until === undefined || grant.until === undefined) ? undefined : grant.until;
    if (!(await records.people.revoke(grant))) return desk.refuse('role.gone');
    await records.people.grant({ person: to.id, role, scope, until });
    for (const [tell, message] of [
      [to.id, 'exchange/role-given'],
      [from.id, 'exchange/role-taken'],
    ] as const)
      told.push({
        tell,
        message,
        facts: { person: tell, role, scope },
        key: `handed over · ${role} · ${scope} · ${now}`,
      });
  }
  const names = { from: value(from.name), to: value(to.name) };
  return [{ update: [{ paragraph: say('handover.done', { ...names, count: grants.length }) }] }, ...told];
}

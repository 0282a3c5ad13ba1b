// /exchange handover: gives all roles of one member, and the courses left to them alone, to another of their organisation.
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
  readonly held: readonly Grant[];
  /** Whoever proposed a course stays its proposer, for four eyes; the successor manages it. */
  readonly proposed: readonly Grant[];
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
  const left = await records.erasures.duties(from.id, now);
  const managed = new Set(grants.flatMap(({ role, scope }) => (role === 'courseManager' ? [scope] : [])));
  const proposed = left.courses
    .filter((course) => !managed.has(course))
    .map((scope): Grant => ({ person: from.id, role: 'courseManager', scope }));
  if (grants.length + proposed.length === 0)
    return desk.refuse('handover.nothing', { name: value(from.name) });
  for (const { role, scope } of [...grants, ...proposed])
    if (!(await mayDispose(desk, role, scope, from)))
      return desk.refuse('role.mayNotGive', { role: desk.house(`role.${role}`) });
  return { from, to, held: grants, proposed };
}

async function askOnce(desk: Desk<Key>, person: string, successor: string): Promise<Outcome> {
  const found = await plan(desk, person, successor);
  if (!('held' in found)) return found;
  const { from, to, held, proposed } = found;
  const lines: Text[] = [];
  for (const { role, scope } of [...held, ...proposed])
    lines.push([...desk.house(`role.${role}`), ' · ', ...(await scopeText(desk, scope))]);
  const names = { from: value(from.name), to: value(to.name) };
  return {
    reply: [
      { heading: desk.say('handover.ask', names) },
      { list: lines },
      { paragraph: desk.say('handover.note', { to: names.to }) },
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
  if (!('held' in found)) return found;
  const { from, to, held, proposed } = found;
  const told: Answer[] = [];
  for (const grant of [...held, ...proposed]) {
    const { role, scope } = grant;
    const isHeld = held.includes(grant);
    const own = (await records.people.grantsOf(to.id)).find(
      (one) => one.role === role && one.scope === scope,
    );
    // What the successor holds for longer already is not shortened.
    const until = own && (own.until === undefined || grant.until === undefined) ? undefined : grant.until;
    if (isHeld && !(await records.people.revoke(grant))) return desk.refuse('role.gone');
    await records.people.grant({ person: to.id, role, scope, until });
    const key = `handed over · ${role} · ${scope} · ${now}`;
    told.push({ tell: to.id, message: 'exchange/role-given', facts: { person: to.id, role, scope }, key });
    if (isHeld)
      told.push({
        tell: from.id,
        message: 'exchange/role-taken',
        facts: { person: from.id, role, scope },
        key,
      });
  }
  const names = { from: value(from.name), to: value(to.name) };
  return [
    { update: [{ paragraph: say('handover.done', { ...names, count: held.length + proposed.length }) }] },
    ...told,
  ];
}

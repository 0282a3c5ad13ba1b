// What anybody may try at any time: the steps of the gate in and out of their order, and any command and button there is.
import type { Command } from '#bot/command.ts';
import type { Field, RawValue, RawValues } from '#bot/field.ts';
import { type Verdict, verdicts } from '#exchange/approval.ts';
import { riskGrades } from '#exchange/hub-settings.ts';
import { waitingStates } from '#exchange/nomination.ts';
import { account, type Scene } from '../course-scene.ts';
import type { Chance } from '../differential/chance.ts';

export interface Ground {
  readonly scene: Scene;
  readonly chance: Chance;
  readonly courses: readonly string[];
  readonly nominations: readonly string[];
  readonly commands: readonly Command[];
}

type Step = (ground: Ground) => Promise<unknown>;

const day = 86_400_000;
const people = ['vera', 'otto', 'kofi', 'salma', 'aria', 'mina', 'ama', 'youssef', 'nobody'] as const;
const coordinators = ['vera', 'otto'] as const;

function dayIn({ scene }: Ground, days: number): string {
  return new Date(scene.bench.clock.now() + days * day).toISOString().slice(0, 10);
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}

function courseOf({ chance, courses }: Ground): string {
  return chance.some(courses) ?? 'crs-none';
}

const steps: readonly (readonly [weight: number, name: string, step: Step])[] = [
  [
    5,
    'brief',
    (g) =>
      as(g, g.chance.often(0.5) ? 'kofi' : g.chance.pick(coordinators)).runs('approval brief', {
        course: courseOf(g),
        reference: `I${g.chance.number(1, 3)}`,
        counterpart: 'C',
        kind: 'law-enforcement',
        participants: g.chance.often(0.8) ? 'GB' : 'GH',
        priorities: 'P',
        objectives: 'O',
        need: 'N',
        harm: true,
        difficulty: 'D',
      }),
  ],
  [
    6,
    'assess',
    (g) =>
      as(g, g.chance.pick(coordinators)).runs('approval assess', {
        course: courseOf(g),
        reference: `O${g.chance.number(1, 3)}`,
        grade: g.chance.pick(riskGrades),
        valid: dayIn(g, g.chance.number(5, 60)),
      }),
  ],
  [
    4,
    'risk',
    (g) =>
      as(g, g.chance.pick(coordinators)).runs('approval risk-add', {
        course: courseOf(g),
        risk: `R${g.chance.number(1, 3)}`,
        mitigation: 'M',
        owner: g.scene.id('kofi'),
        due: dayIn(g, 5),
      }),
  ],
  [
    2,
    'consult',
    (g) =>
      as(g, 'vera').runs('approval consult', {
        course: courseOf(g),
        country: g.chance.pick(['GH', 'EG']),
        ...(g.chance.often(0.8) ? { view: g.chance.pick(['support', 'concern', 'no-view']) } : {}),
      }),
  ],
  [
    6,
    'submit',
    (g) => as(g, g.chance.pick(coordinators)).pressesRoute(`approval/show/submit|${courseOf(g)}`),
  ],
  [12, 'decide', decide],
  [12, 'publish', publish],
  [
    3,
    'edit',
    (g) =>
      as(g, g.chance.pick(['kofi', 'vera'])).runs('course edit', {
        course: courseOf(g),
        ...g.chance.pick<RawValues>([
          { place: `Hall ${g.chance.number(1, 9)}` },
          { aims: `Aims ${g.chance.number(1, 9)}` },
          { seats: g.chance.number(1, 9) },
          { deadline: dayIn(g, g.chance.number(1, 20)) },
        ]),
      }),
  ],
  [
    6,
    'postpone',
    (g) => {
      const start = g.chance.number(4, 36);
      return as(g, 'kofi').runs('course postpone', {
        course: courseOf(g),
        startsOn: dayIn(g, start),
        endsOn: dayIn(g, start + g.chance.number(1, 4)),
        deadline: dayIn(g, Math.max(1, start - g.chance.number(1, 9))),
        reason: 'Reason.',
      });
    },
  ],
  [6, 'nominate', nominate],
  [
    8,
    'accept',
    (g) => as(g, 'vera').pressesRoute(`nominate/accept/now|${g.chance.some(g.nominations) ?? 'none'}|0`),
  ],
  [3, 'agree', (g) => agree(g, g.chance.some(g.nominations) ?? 'none')],
  [
    1,
    'withdraw',
    (g) => as(g, 'kofi').runs('nominate withdraw', { nomination: g.chance.some(g.nominations) ?? '' }),
  ],
  [5, 'sweep', (g) => g.scene.bench.sweep()],
  [60, 'onward', onward],
  [3, 'days', (g) => passTime(g, g.chance.number(1, 4) * day)],
  [2, 'hours', (g) => passTime(g, g.chance.number(1, 12) * 3_600_000)],
  [2, 'first day', toFirstDay],
  [8, 'any command', anyCommand],
  [8, 'any button', anyButton],
];

const all = steps.reduce((sum, [weight]) => sum + weight, 0);

export function nextStep(ground: Ground): { readonly name: string; take(): Promise<unknown> } {
  let at = ground.chance.number(1, all);
  for (const [weight, name, step] of steps) {
    at -= weight;
    if (at <= 0) return { name, take: () => step(ground) };
  }
  throw new Error('No step was chosen.');
}

function as({ scene }: Ground, name: string) {
  return scene.bench.as(account(name));
}

async function passTime({ scene }: Ground, by: number): Promise<void> {
  scene.bench.clock.set(scene.bench.clock.now() + by);
}

/** What a course needs next, done by whoever may, so that walks come far; all the rest comes in between. */
async function onward(ground: Ground): Promise<void> {
  const { chance, scene } = ground;
  const id = courseOf(ground);
  const one: Ground = { ...ground, courses: [id] };
  const { course, papers, risks, nominations } = await scene.bench.store.read(
    { kind: 'process' },
    async (records) => ({
      course: await records.courses.byId(id),
      papers: await records.clearances.of(id),
      risks: await records.papers.risks(id),
      nominations: await records.nominations.list({ course: id, states: waitingStates }),
    }),
  );
  if (!course) return;
  const lasts = (until: string | undefined) => until !== undefined && until >= course.startsOn;
  const writes = {
    course: id,
    reference: 'I',
    counterpart: 'C',
    kind: 'law-enforcement',
    participants: 'GB',
  };
  const texts = { priorities: 'P', objectives: 'O', need: 'N', harm: true, difficulty: 'D' };
  if (!lasts(papers.brief?.validUntil)) {
    await as(one, 'kofi').runs('approval brief', { ...writes, ...texts });
  } else if (!lasts(papers.assessment?.validUntil)) {
    // Often just long enough, so that time and new dates shut the gate behind an approval.
    const valid = dayAfter(course.startsOn, chance.number(0, 3) * chance.number(0, 9));
    const grade = chance.pick(riskGrades);
    await as(one, 'otto').runs('approval assess', { course: id, reference: 'O', grade, valid });
  } else if (risks.length === 0) {
    const risk = { risk: 'R', mitigation: 'M', owner: scene.id('kofi'), due: dayIn(one, 5) };
    await as(one, 'otto').runs('approval risk-add', { course: id, ...risk });
  } else if (course.state === 'proposed') {
    for (const country of ['GH', 'EG'])
      await as(one, 'otto').runs('approval consult', { course: id, country, view: 'support' });
    await as(one, 'otto').pressesRoute(`approval/show/submit|${id}`);
  } else if (papers.approval?.standing !== 'approved') {
    for (const name of ['aria', 'mina']) await decideAs(one, name, 'proceed');
  } else if (course.state === 'approved' || course.state === 'on-hold') {
    await publish(one);
  } else if (nominations.length > 0) {
    const [first] = nominations;
    if (first?.consent === 'asked') await agree(one, first.id);
    else await as(one, 'vera').pressesRoute(`nominate/accept/now|${first?.id}|0`);
  } else if (course.state === 'call-open' && course.granted === 0 && chance.often(0.9)) {
    await nominate(one);
  } else if (chance.often(0.2)) {
    await toFirstDay(one);
  }
}

/** Looks, and presses what is there; now and then with another look's mark, or with words that nobody asked for. */
async function decide(ground: Ground): Promise<void> {
  const { chance } = ground;
  const name = chance.pick(['aria', 'aria', 'mina', 'otto', 'kofi']);
  await decideAs(ground, name, chance.often(0.8) ? 'proceed' : chance.pick(verdicts));
}

async function decideAs(ground: Ground, name: string, verdict: Verdict): Promise<void> {
  const course = courseOf(ground);
  const decider = as(ground, name);
  await decider.runs('approval decide', { course });
  const buttons = decider.drawing()?.view.flatMap((block) => ('buttons' in block ? block.buttons : [])) ?? [];
  const button = buttons.find((one) => one.route.startsWith(`approval/decide/${verdict}`));
  const route = button?.route ?? `approval/decide/${verdict}|${course}|0000000000000000`;
  await decider.pressesRoute(route);
  if (decider.form()) await decider.fills({ reasons: 'Reasons.' });
}

async function publish(ground: Ground): Promise<void> {
  const course = courseOf(ground);
  const coordinator = as(ground, ground.chance.pick(coordinators));
  await coordinator.runs('course publish', { course });
  const buttons =
    coordinator.drawing()?.view.flatMap((block) => ('buttons' in block ? block.buttons : [])) ?? [];
  const button = buttons.find((one) => one.route.startsWith('course/publish/confirm'));
  await coordinator.pressesRoute(button?.route ?? `course/publish/confirm|${course}|0000000000000000`);
}

async function nominate(ground: Ground): Promise<void> {
  const [liaison, nominee] = ground.chance.pick<readonly [string, string]>([
    ['kofi', 'ama'],
    ['kofi', 'esi'],
    ['salma', 'youssef'],
  ]);
  await as(ground, liaison).runs('nominate add', {
    course: courseOf(ground),
    person: ground.scene.id(nominee),
    rank: 'R',
    unit: 'U',
    yearsOfService: 3,
    reason: 'Able.',
  });
}

/** Whoever it is of agrees; of the others, nobody can. */
async function agree(ground: Ground, nomination: string): Promise<void> {
  for (const name of ['ama', 'esi', 'youssef'])
    await as(ground, name).pressesRoute(`nominate/consent/agree|${nomination}`);
}

async function toFirstDay(ground: Ground): Promise<void> {
  const { scene } = ground;
  const course = await scene.bench.store.read({ kind: 'process' }, (records) =>
    records.courses.byId(courseOf(ground)),
  );
  const begins = Date.parse(`${course?.startsOn ?? dayIn(ground, 1)}T08:30Z`);
  if (begins > scene.bench.clock.now()) scene.bench.clock.set(begins);
  await scene.bench.sweep();
}

/** Any command that there is, by anybody, with whatever its fields may take. */
async function anyCommand(ground: Ground): Promise<void> {
  const { chance, commands } = ground;
  const command = chance.some(commands);
  if (!command) return;
  const given = Object.entries(command.asks).flatMap(([name, field]): [string, RawValue][] => {
    const value = chance.often(0.9) ? anyValue(name, field, ground) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  await as(ground, chance.pick(people)).runs(command.path, Object.fromEntries(given));
}

async function anyButton(ground: Ground): Promise<void> {
  const { chance, commands } = ground;
  const buttons = commands.flatMap(({ family, name, buttons: of = {} }) =>
    Object.keys(of).map((action) => `${family}/${name}/${action}`),
  );
  const id = () => (chance.often(0.5) ? courseOf(ground) : (chance.some(ground.nominations) ?? 'none'));
  const route = [chance.some(buttons) ?? '', id(), ...(chance.often(0.3) ? [id()] : [])].join('|');
  await as(ground, chance.pick(people)).pressesRoute(route, chance.often(0.2) ? id() : undefined);
}

function anyValue(name: string, field: Field, ground: Ground): RawValue | undefined {
  const { chance, scene } = ground;
  switch (field.kind) {
    case 'text':
      return chance.pick(['A', 'Some words.', 'Ghana']);
    case 'number':
      return chance.number(field.min, Math.min(field.max, field.min + 9));
    case 'choice':
      return chance.some(field.options);
    case 'yesNo':
      return chance.often(0.5);
    case 'date':
      return dayIn(ground, chance.number(-3, 40));
    case 'rating':
      return chance.number(field.from, field.to);
    case 'account':
      return account(chance.pick(people));
    case 'channel':
      return account('ghana-news');
    case 'file':
      return undefined;
    case 'suggested': {
      if (name === 'course') return courseOf(ground);
      if (name === 'nomination') return chance.some(ground.nominations);
      const ids = [...Object.values(scene.ids), 'GH', 'Africa/Accra'];
      return chance.some(ids);
    }
  }
}

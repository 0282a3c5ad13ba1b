// npx attache verify summaries [--rebuild]: counts released answers again, says where a summary differs, and puts it right.
import { number, readArguments } from './_words.ts';
import type { House } from './operation.ts';

const usage = 'npx attache verify summaries [--rebuild]';

export default async function verify(
  given: readonly string[],
  house: Pick<House, 'openRecord'> & { tools(): Pick<ReturnType<House['tools']>, 'verifySummaries'> },
): Promise<void> {
  const { values, positionals } = readArguments(given, { rebuild: { type: 'boolean' } }, 1, usage);
  if (positionals[0] !== 'summaries') throw new Error(`What is to be verified? Usage: ${usage}`);
  const { rounds, answers, wrong } = await house.tools().verifySummaries();
  const counted = `${number(answers)} released answers to ${number(rounds)} questionnaires were counted again`;
  if (wrong.length === 0) {
    console.log(`${counted}: every summary agrees with them.`);
    return;
  }
  const which = wrong.length > shown ? `${wrong.slice(0, shown).join(', ')} …` : wrong.join(', ');
  if (values.rebuild !== true)
    throw new Error(
      `${counted}: ${number(wrong.length)} of the summaries say something else (${which}). Stop Attaché when its record is a file, and run ${usage.replace('[--rebuild]', '--rebuild')}.`,
    );
  console.log(`${counted}; put right: ${number(await putRight(wrong, house))} (${which}).`);
}

const shown = 20;

/** One transaction for each, so that whoever works beside is not kept waiting. */
async function putRight(rounds: readonly string[], house: Pick<House, 'openRecord'>): Promise<number> {
  const store = await house.openRecord();
  try {
    let corrected = 0;
    for (const round of rounds) {
      const act = { viewer: { kind: 'process' }, actor: 'operation verify', now: Date.now() } as const;
      if (await store.write(act, ({ feedback }) => feedback.recount(round))) corrected += 1;
    }
    return corrected;
  } finally {
    await store.close();
  }
}

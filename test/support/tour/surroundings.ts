// What the tour's house as a whole says: how Attaché is let in, and everything that an examination can find.
import { type Finding, found, foundIn } from '#bot/finding.ts';
import { houseWords } from '#bot/house-words.ts';
import type { Surroundings } from '#bot/surroundings.ts';
import { value } from '#bot/text.ts';
import type { Wording } from './wording.ts';

/** All is well at first; then something asks to be seen to; then everything that can be found is found, by and by. */
export function surroundingsOfTour(wording: Wording): Surroundings {
  let [invited, looked, asked] = [0, 0, 0];
  const address = 'https://discord.com/oauth2/authorize?client_id=1&permissions=1&scope=bot';
  const stages = stagesIn(wording);
  return {
    // The first who asks does so where nobody is to be let in.
    invitations: async () => {
      invited += 1;
      const slack = { platform: 'slack', address: 'https://attache.example/slack/install' } as const;
      return invited === 1 ? [] : [{ platform: 'discord', address }, slack];
    },
    // Nothing is signed for the first who ask.
    certificates: async () => {
      asked += 1;
      const sign = asked > 2 ? async () => 'signed.by.the.house' : undefined;
      return { publicUrl: 'https://attache.example', sign };
    },
    findings: async () => {
      looked += 1;
      return stages[Math.min(looked, stages.length) - 1] ?? [];
    },
  };
}

const atOnce = 10;

function stagesIn({ line }: Wording): readonly (readonly Finding[])[] {
  const organisation = value(line('Organisation', 80));
  const named = {
    permissions: ['permission.view', 'permission.send'],
    task: ['job.course-calendar'],
  } as const;
  const facts = {
    ...Object.fromEntries(
      ['bot', 'team', 'platform', 'setting', 'place'].map((name) => [name, value(line(name, 80))]),
    ),
    ...{ error: value('invalid_auth'), scopes: value('users:read, im:write'), status: value('503') },
    ...{
      address: value('https://discord.com/api'),
      head: value('0123456789ab…'),
      invite: value('/invite @Attaché'),
    },
    ...{ seconds: 90, hours: 50, minutes: 17, count: 3, left: 2, megabytes: 123_456, entry: 1_234 },
    organisation,
  };
  const keys = houseWords.keys.filter((key) => key.startsWith('finding.')) as readonly Finding['key'][];
  const all = keys.map(
    (key, at): Finding => ({
      ...(houseWords.pattern(key, 'en').includes('{channel}')
        ? foundIn('slack:T1:C00000001', 'wrong', key, facts, line('channel', 80))
        : found(at % 3 === 0 ? 'look' : 'wrong', key, facts)),
      named,
    }),
  );
  const well = all.filter(({ key }) => /fine|token|scopes$|whole|sound/.test(key));
  const chunks = Array.from({ length: Math.ceil(all.length / atOnce) }, (_, at) =>
    all.slice(at * atOnce, (at + 1) * atOnce),
  );
  return [
    well.map((finding) => ({ ...finding, verdict: 'ok' })),
    all.slice(0, 2).map((finding) => ({ ...finding, verdict: 'look' })),
    ...chunks,
    all,
  ];
}

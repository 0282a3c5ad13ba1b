// The stage of what is measured at Slack's HTTP door: the program with a record of its own, bare bolt, and a stand-in.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#store/open-store.ts';
import { freePort, type Program, startAttache } from './measure-program.ts';
import { type StandIn, signingSecret, startStandIn } from './slack-stand-in.ts';
import { type BareBolt, startBareBolt } from './start-bare-bolt.ts';

export interface SlackDoor {
  readonly slack: StandIn;
  readonly ours: { readonly port: number; readonly program: Program };
  readonly bare: { readonly port: number; readonly program: BareBolt };
  readonly sqliteFile: string;
  close(): Promise<void>;
}

export async function openSlackDoor(): Promise<SlackDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-bench-'));
  const sqliteFile = join(folder, 'attache.db');
  const slack = await startStandIn();
  await writeRecord(sqliteFile);
  const [port, barePort] = [await freePort(), await freePort()];
  const program = await startAttache({
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_PORT: String(port),
    SLACK_API_URL: slack.apiUrl,
    DATA_FOLDER: folder,
    LOG_LEVEL: 'error',
  });
  const bolt = await startBareBolt(slack.apiUrl, barePort);
  return {
    slack,
    ours: { port, program },
    bare: { port: barePort, program: bolt },
    sqliteFile,
    async close() {
      bolt.kill();
      await program.kill();
      slack.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The record of one coordinator, and enough organisations to make a list worth reading. */
export async function writeRecord(sqliteFile: string): Promise<void> {
  const store = await openStore({ sqliteFile });
  await store.write({ viewer: { kind: 'process' }, actor: 'bench', now: Date.now() }, async (records) => {
    const hub = await records.organisations.add({
      name: 'Hub',
      country: 'CH',
      language: 'en',
      zone: 'Europe/Zurich',
      hub: true,
    });
    await records.organisations.tie('slack:T1', hub.id, 'bench');
    for (let n = 1; n <= 9; n += 1) {
      await records.organisations.add({
        name: `Police academy ${n}`,
        country: 'GH',
        language: 'en',
        zone: 'Africa/Accra',
        hub: false,
      });
    }
    const amina = await records.people.add({ name: 'Amina', organisation: hub.id, membership: 'confirmed' });
    await records.people.link('slack:T1:U1', amina.id, 'Amina');
    await records.people.grant({ person: amina.id, role: 'coordinator', scope: 'hub' });
  });
  await store.close();
}

// Starts a real bolt app against the fake Slack, over either receiver, for the emulator's own tests.
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { SlackEmulator } from './slack-emulator.ts';
import type { Workspace } from './workspace.ts';

function nothing(): void {}

const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

export interface RunningApp {
  readonly app: App;
  stop(): Promise<void>;
}

export type Transports = 'http' | 'socket';

/** One listener set on a real app, connected and ready. `pingTimeoutMs` is also how long bolt is deaf after a refresh. */
export async function startBoltApp(
  slack: SlackEmulator,
  workspace: Workspace,
  over: Transports,
  pingTimeoutMs = 300,
): Promise<RunningApp> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  if (over === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: slack.appToken,
      installerOptions: { clientOptions },
      clientPingTimeout: pingTimeoutMs,
      logger: silent,
    });
    const app = new App({ token: workspace.botToken, receiver, clientOptions, logger: silent });
    await app.start();
    slack.sendRequestsTo(undefined);
    return { app, stop: async () => void (await app.stop()) };
  }
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent });
  const app = new App({ token: workspace.botToken, receiver, clientOptions, logger: silent });
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The app listens nowhere.');
  // Bolt asks auth.test on its own when it is made, and a refusal would end the process.
  await slack.eventually(() => slack.calls.some((call) => call.method === 'auth.test'));
  slack.sendRequestsTo(`http://127.0.0.1:${address.port}/slack/events`);
  return {
    app,
    async stop() {
      server.closeAllConnections();
      await app.stop();
    },
  };
}

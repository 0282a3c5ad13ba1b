// The opponent of a start: bolt and discord.js in one process, each connected, and nothing else.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { signingSecret } from './slack-stand-in.ts';

const [slackApiUrl = '', port = '0', discordApiUrl = '', discordToken = ''] = process.argv.slice(2);
const receiver = new HTTPReceiver({ signingSecret, endpoints: ['/slack/events'], logLevel: LogLevel.ERROR });
const app = new App({
  token: 'xoxb-bench',
  receiver,
  clientOptions: { slackApiUrl },
  logLevel: LogLevel.ERROR,
});
app.command(/.*/, async ({ ack }) => ack());
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discordApiUrl } });
const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
await Promise.all([app.start(Number(port)), client.login(discordToken), ready]);
console.log('ready');

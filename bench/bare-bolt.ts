// The opponent: a bare bolt app with one listener that acknowledges every command, and does nothing else.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { signingSecret } from './slack-stand-in.ts';

const [apiUrl = '', port = '0'] = process.argv.slice(2);
const receiver = new HTTPReceiver({ signingSecret, endpoints: ['/slack/events'], logLevel: LogLevel.ERROR });
const app = new App({
  token: 'xoxb-bench',
  receiver,
  clientOptions: { slackApiUrl: apiUrl },
  logLevel: LogLevel.ERROR,
});
app.command(/.*/, async ({ ack }) => ack());
await app.start(Number(port));
console.log('ready');

// The platform contract on Slack, over both of its receivers.
import { platformContract } from './platform.contract.ts';
import { slackRoom } from './platform-rooms.ts';

platformContract('Slack over HTTP', () => slackRoom('http'));
platformContract('Slack over Socket Mode', () => slackRoom('socket'));

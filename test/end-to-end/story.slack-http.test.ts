// The story with all three organisations on Slack over HTTP.
import { onSlack } from './layouts.ts';
import { storyOn } from './story.ts';

storyOn('Slack over HTTP', onSlack('http'));

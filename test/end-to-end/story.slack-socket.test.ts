// The story with all three organisations on Slack over Socket Mode.
import { onSlack } from './layouts.ts';
import { storyOn } from './story.ts';

storyOn('Slack over Socket Mode', onSlack('socket'));

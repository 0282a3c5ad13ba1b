// The story with the hub and Rabat on Slack, and Accra on Discord.
import { onBoth } from './layouts.ts';
import { storyOn } from './story.ts';

storyOn('Slack and Discord', onBoth);

// The story of a selection with the hub and Rabat on Slack, and Accra on Discord.
import { onBoth } from './layouts.ts';
import { selectionOn } from './selection-story.ts';

selectionOn('Slack and Discord', onBoth);

// The story of a selection with all three organisations in one Slack workspace.
import { onSlack } from './layouts.ts';
import { selectionOn } from './selection-story.ts';

selectionOn('Slack over HTTP', onSlack('http'));

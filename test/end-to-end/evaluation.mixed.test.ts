// The story of an evaluation with the hub and Rabat on Slack, and Lima on Discord.
import { evaluationOn } from './evaluation-story.ts';
import { onBoth } from './layouts.ts';

evaluationOn('Slack and Discord', onBoth);

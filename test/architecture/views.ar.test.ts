// Everything that is shown in Arabic.
import { holdEverythingShown } from './everything-shown.ts';

holdEverythingShown('ar');

// Plants a fault into Attaché as it is loaded, to see that the crash harness finds it: `node --import bench/crash/plant.ts`.
import { registerHooks } from 'node:module';
import { type Fault, faultsToPlant } from './faults-to-plant.ts';

const fault: Fault | undefined = faultsToPlant[process.env.PLANTED_FAULT as keyof typeof faultsToPlant];
if (fault) plant(fault);

function plant({ file, right, wrong }: Fault): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(file) || loaded.source === undefined || loaded.source === null) return loaded;
      const source =
        typeof loaded.source === 'string'
          ? loaded.source
          : Buffer.from(loaded.source as Uint8Array).toString('utf8');
      if (!source.includes(right))
        throw new Error(`The fault finds no place in ${file}: "${right}" is not there.`);
      return { ...loaded, source: source.replaceAll(right, wrong) };
    },
  });
}

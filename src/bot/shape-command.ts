// Gives a command the form that it has this time, where what it asks depends on what it is about.
import type { Command, Desk, Shape } from './command.ts';
import type { RawValues } from './field.ts';

/** A command whose pages, fields and wording are those of its form this time. One without a shape is as it was. */
export interface ShapedCommand extends Command {
  readonly shaped?: Shape;
}

/** As the form stands for what has been given so far. */
export async function shapeCommand(command: Command, given: RawValues, desk: Desk): Promise<ShapedCommand> {
  const shaped = await command.shape?.(given, desk);
  if (shaped === undefined) return command;
  const fields = Object.entries(shaped.asks).map(([name, { field }]) => [name, field] as const);
  const pages = shaped.pages.map((page) => page.fields);
  const asks = { ...command.asks, ...Object.fromEntries(fields) };
  const unknown = pages.flat().find((name) => !Object.hasOwn(asks, name));
  if (unknown !== undefined) throw new Error(`/${command.path} has no field "${unknown}".`);
  if (pages.some((page) => page.length < 1 || page.length > 5))
    throw new Error(`/${command.path}: a page asks one to five things.`);
  return {
    ...command,
    asks,
    pages,
    shaped,
    run: (values, desk) => {
      const isShaped = ([name]: readonly [string, unknown]) => Object.hasOwn(shaped.asks, name);
      const { own = [], others = [] } = Object.groupBy(Object.entries(values), (answer) =>
        isShaped(answer) ? 'others' : 'own',
      );
      return command.run(Object.fromEntries(own), desk, Object.fromEntries(others));
    },
  };
}

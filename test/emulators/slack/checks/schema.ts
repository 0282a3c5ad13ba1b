// Checks the structure of blocks, views and metadata by JSON Schema made from the types of @slack/types.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { type Fields, fieldsOf, isFields, parsedJson, stringOf } from '../json.ts';
import type { Problem } from './problem.ts';

const roots = ['KnownBlock', 'ModalView', 'HomeView', 'MessageMetadata'] as const;
/** Resolves as bolt does, so that the types checked against are those that bolt is made with. */
const resolveFromBolt = createRequire(createRequire(import.meta.url).resolve('@slack/bolt')).resolve;

function versionOf(packageFile: string): string {
  return stringOf(fieldsOf(parsedJson(readFileSync(packageFile, 'utf8'))).version);
}

async function generatedDefinitions(typesFile: string): Promise<Fields> {
  const { createGenerator } = await import('ts-json-schema-generator');
  const generator = createGenerator({ path: typesFile, skipTypeCheck: true, jsDoc: 'none' });
  const definitions: Fields = {};
  for (const root of roots) Object.assign(definitions, generator.createSchema(root).definitions);
  return definitions;
}

/**
 * The definitions, made once for each version of @slack/types (about two seconds) and then kept beside the
 * installed packages, so that they are always those of the types in use.
 */
async function definitionsOfSlackTypes(): Promise<Fields> {
  const typesFile = path.join(path.dirname(resolveFromBolt('@slack/types')), 'index.d.ts');
  const home = path.join(path.dirname(typesFile), '..');
  const cacheFolder = path.join(home, '..', '..', '.cache', 'slack-emulator');
  const cacheFile = path.join(cacheFolder, `schema-${versionOf(path.join(home, 'package.json'))}.json`);
  try {
    const kept = parsedJson(readFileSync(cacheFile, 'utf8'));
    if (isFields(kept)) return kept;
  } catch {
    // Not made yet.
  }
  const definitions = await generatedDefinitions(typesFile);
  try {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(`${cacheFile}.${process.pid}`, JSON.stringify(definitions));
    renameSync(`${cacheFile}.${process.pid}`, cacheFile);
  } catch {
    // A read-only installation makes them anew each time.
  }
  return definitions;
}

/** Definition names by the constant in their `type`, such as `section` → `SectionBlock`. */
function definitionsByType(definitions: Fields): Map<string, string> {
  const byType = new Map<string, string>([['image', 'ImageBlock']]);
  for (const [name, definition] of Object.entries(definitions)) {
    const constant = fieldsOf(fieldsOf(fieldsOf(definition).properties).type).const;
    if (typeof constant === 'string' && /Block$/.test(name)) byType.set(constant, name);
  }
  return byType;
}

/** Of all that failed in a union, what says most: the deepest place, and not just "another type". */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const weight = (error: ErrorObject) =>
    error.instancePath.split('/').length * 4 -
    (error.keyword === 'anyOf' ? 3 : 0) -
    (error.keyword === 'const' ? 6 : 0);
  return [...errors].sort((a, b) => weight(b) - weight(a))[0];
}

function sentence(error: ErrorObject): string {
  if (error.keyword === 'additionalProperties')
    return `invalid additional property: ${stringOf(error.params.additionalProperty)}`;
  if (error.keyword === 'required')
    return `missing required field: ${stringOf(error.params.missingProperty)}`;
  return error.message ?? error.keyword;
}

export interface StructureCheck {
  /** A block by its own `type`, at this JSON pointer. */
  block(block: unknown, at: string): Problem[];
  /** All of a view but its blocks. */
  view(view: unknown): Problem[];
  metadata(metadata: unknown): Problem[];
}

let loaded: Promise<StructureCheck> | undefined;

/** The check, made once per process. */
export function loadStructureCheck(): Promise<StructureCheck> {
  loaded ??= makeStructureCheck();
  return loaded;
}

async function makeStructureCheck(): Promise<StructureCheck> {
  const definitions = await definitionsOfSlackTypes();
  const byType = definitionsByType(definitions);
  const ajv = new Ajv({ allErrors: true, strict: false, logger: false });
  ajv.addSchema({ $id: 'slack', definitions });

  function problemsBy(name: string, value: unknown, at: string): Problem[] {
    const validate = ajv.getSchema(`slack#/definitions/${name}`);
    if (!validate) throw new Error(`@slack/types has no ${name} any more; the emulator must be taught.`);
    if (validate(value)) return [];
    const worst = mostTelling(validate.errors ?? []);
    return [
      {
        rule: 'structure',
        at: at + (worst?.instancePath ?? ''),
        message: worst ? sentence(worst) : 'does not fit',
      },
    ];
  }

  return {
    block(block, at) {
      const type = fieldsOf(block).type;
      const name = typeof type === 'string' ? byType.get(type) : undefined;
      if (!name) return [{ rule: 'structure', at, message: `unsupported type: ${String(type)}` }];
      return problemsBy(name, block, at);
    },
    view(view) {
      const type = fieldsOf(view).type;
      if (type !== 'modal' && type !== 'home')
        return [{ rule: 'structure', at: '/type', message: `unsupported type: ${String(type)}` }];
      return problemsBy(type === 'modal' ? 'ModalView' : 'HomeView', { ...fieldsOf(view), blocks: [] }, '');
    },
    metadata: (metadata) => problemsBy('MessageMetadata', metadata, '/metadata'),
  };
}

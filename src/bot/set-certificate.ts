// Sets a certificate as a PDF, its letters shaped and ordered in every script that it ships fonts for.
import { readFile } from 'node:fs/promises';
import type { Language } from '#exchange/languages.ts';
import { certificateTemplate } from './certificate-template.ts';
import { shippedFonts } from './draw-chart.ts';

/** Everything that a certificate says, in its language. */
export interface CertificateSheet {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly issuer: string;
  readonly certifies: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly took: string;
  readonly course: string;
  readonly lines: readonly string[];
  readonly issued: string;
  readonly codeLabel: string;
  readonly code: string;
  /** Where it can be checked; null where no page is served. */
  readonly address: string | null;
}

/** The part of the typesetter that is needed; it is loaded at the first certificate, and kept. */
type Typesetter = Awaited<ReturnType<typeof load>>;
let typesetter: Promise<Typesetter> | undefined;

async function load() {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const fontBlobs = await Promise.all(shippedFonts.fontFiles.map((file) => readFile(file)));
  // An empty workspace: nothing that a sheet says could name a file.
  return NodeCompiler.create({ workspace: '/nonexistent', fontArgs: [{ fontBlobs }] });
}

/** The same bytes for the same sheet. Undefined where this machine has no typesetter: the package has a part for each. */
export async function setCertificate(sheet: CertificateSheet): Promise<Uint8Array | undefined> {
  const compiler = await loaded();
  return compiler && new Uint8Array(compiler.pdf(compiledBy(compiler, sheet)));
}

/** The same as a picture, for whoever looks at what was set. */
export async function setCertificateAsSvg(sheet: CertificateSheet): Promise<string | undefined> {
  const compiler = await loaded();
  return compiler?.plainSvg(compiledBy(compiler, sheet));
}

async function loaded(): Promise<Typesetter | undefined> {
  typesetter ??= load();
  try {
    return await typesetter;
  } catch {
    typesetter = undefined;
    return undefined;
  }
}

function compiledBy(compiler: Typesetter, sheet: CertificateSheet) {
  const made = compiler.compile({
    mainFileContent: certificateTemplate,
    inputs: { sheet: JSON.stringify(sheet) },
  });
  const { result } = made;
  if (result === null)
    throw new Error(
      `A certificate could not be set: ${JSON.stringify(made.takeDiagnostics()?.shortDiagnostics)}`,
    );
  return result;
}

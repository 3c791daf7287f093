import ts from 'typescript';
import { generateTypes } from '../../src/docs/typescript-types.ts';
import type { Contract } from '../../src/model/contract.ts';

/** The problems of each contract's types, by name. All are compiled in one program, because one for each would take minutes. */
export async function typeProblems(contracts: Contract[]): Promise<Map<string, string>> {
  const problems = new Map<string, string>();
  const texts = new Map<string, string>();
  for (const contract of contracts) {
    try {
      texts.set(`/corpus/${contract.name}.ts`, await generateTypes(contract));
    } catch (error) {
      problems.set(contract.name, (error as Error).message);
    }
  }
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, readFile, fileExists } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, language, ...more) => {
    const text = texts.get(file);
    return text === undefined ? getSourceFile(file, language, ...more) : ts.createSourceFile(file, text, language);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = file?.fileName.replace(/^\/corpus\/|\.ts$/g, '') ?? '';
    problems.set(name, ts.flattenDiagnosticMessageText(messageText, ' '));
  }
  return problems;
}

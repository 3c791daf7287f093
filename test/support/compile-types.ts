import ts from 'typescript';

const STRICT: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  exactOptionalPropertyTypes: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  // Without the types of browsers, which no contract's types name and which take longest.
  lib: ['lib.es2022.d.ts'],
};

/** The TypeScript compiler's messages for modules, given by name without an extension; each line starts with the name. */
export function compileErrors(modules: Record<string, string>): string[] {
  const texts = new Map(Object.entries(modules).map(([name, text]) => [`${name}.ts`, text]));
  const host = ts.createCompilerHost(STRICT);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? (LIBRARY.get(name) ?? remember(name, readSource(name, ...rest)))
      : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...texts.keys()], STRICT, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

/** The compiler's own library, parsed once. */
const LIBRARY = new Map<string, ts.SourceFile>();

function remember(name: string, source: ts.SourceFile | undefined): ts.SourceFile | undefined {
  if (source) LIBRARY.set(name, source);
  return source;
}

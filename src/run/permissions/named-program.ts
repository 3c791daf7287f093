import type { Contract, Operation } from '../../model/contract.ts';
import { normalise } from '../../contract/resources/names.ts';
import { shapeOfPath } from '../../contract/resources/path-shapes.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';
import { onlyReads } from './held-back-words.ts';

/** What says by itself which program is run. */
const PROGRAM = new Set(['command', 'cmd', 'commandline', 'shellcommand', 'exec', 'executable', 'program']);

/** What says so where one of the others stands beside it: a script alone may be a text that is kept. */
const MAYBE = new Set(['script', 'args', 'argv']);
const BESIDE = new Set(['cwd', 'workdir', 'workingdir', 'workingdirectory', 'interpreter', 'shell', 'stdin', 'tty']);

/** The end of a path by which something that was made is started later: `/containers/{id}/start`. */
const STARTS = /\/(?:start|run|runs|launch|execute|executions|invoke|trigger)$/i;

/** Where a POST says which program is to be run, and that is no part of a thing which another operation starts. */
export interface NamedProgram {
  in: 'body' | 'query';
  member: string;
}

/** `command` of `POST /pty`; undefined for `Cmd` of `POST /containers`, where there is `POST /containers/{id}/start`. */
export function namedProgram(contract: Contract, operation: Operation): NamedProgram | undefined {
  if (operation.method !== 'POST' || onlyReads(operation)) return undefined;
  const asked = operation.parameters
    .filter(({ in: where }) => where === 'query')
    .find(({ name }) => ['command', 'cmd'].includes(normalise(name)));
  if (asked) return { in: 'query', member: asked.name };
  for (const { schema } of operation.body?.media ?? []) {
    if (schema === undefined) continue;
    const shape = shapeOfSchema(contract, schema);
    const names = [...shape.members.keys()];
    const isAccompanied = names.some((name) => BESIDE.has(normalise(name)));
    const member = names.find((name) => {
      const word = normalise(name);
      return (PROGRAM.has(word) || (MAYBE.has(word) && isAccompanied)) && isTextual(shape.member(name));
    });
    if (member !== undefined) return isStartedLater(contract, operation) ? undefined : { in: 'body', member };
  }
  return undefined;
}

/** A text, or a list of texts; anything where no schema says more. */
function isTextual(shape: ReturnType<typeof shapeOfSchema> | undefined): boolean {
  if (shape === undefined || shape.types.length === 0 || shape.types.includes('string')) return true;
  const items = shape.items()?.types ?? [];
  return shape.types.includes('array') && (items.length === 0 || items.includes('string'));
}

function isStartedLater(contract: Contract, operation: Operation): boolean {
  const item = resourcesOf(contract).of(operation)?.resource.item;
  if (item === undefined) return false;
  const below = `${shapeOfPath(item)}/`;
  return contract.operations.some(({ path }) => shapeOfPath(path).startsWith(below) && STARTS.test(path));
}

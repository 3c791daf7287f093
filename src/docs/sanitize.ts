import { statementsOf } from '../contract/sources.ts';
import { isObject, joinPointer } from '../json/pointer.ts';
import { pointerOfRef } from '../schema/references.ts';
import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';

/** Up to how many operations are shown unfolded: Redoc folds what belongs to a tag. */
const UNFOLDED = 20;

/** Members that hold data, shown as they are. */
const DATA = new Set(['value', 'example', 'default', 'const', 'enum']);

/** Maps whose keys are names, so that a member called `default` or `examples` there is neither. */
const NAME_MAPS =
  /^(properties|patternProperties|\$defs|definitions|dependentSchemas|schemas|responses|parameters|headers|content|paths|webhooks|callbacks)$/;

/** Extensions that are left out: assay's own, which are told in words, and one that would fetch an image. */
const LEFT_OUT = new Set(['x-source', 'x-inferred', 'x-unspecified', 'x-documents', 'x-discrepancies', 'x-logo']);

/** Objects that Redoc shows a description of, so that their sources can be told there. */
const DESCRIBED =
  /\/(properties|parameters|headers|responses|schemas|securitySchemes|post|get|put|patch|delete|head|options|trace)(\/[^/]+)?$/;

/**
 * A contract's document as Redoc is to show it: each clause with what it rests on, the documents and their discrepancies
 * in sections of their own, each example under its name, and no markup of the contract's own.
 */
export function sanitize(contract: Contract): JsonObject {
  const document = rewrite(contract, structuredClone(contract.document), '#') as JsonObject;
  const info = isObject(document['info']) ? document['info'] : {};
  const introduction = [info['description'], documentsOf(contract), '[All contracts](index.html)'];
  document['info'] = { ...info, description: introduction.filter(Boolean).join('\n\n') };
  if (Array.isArray(document['servers'])) document['servers'] = document['servers'].map(anyHost);
  if (contract.operations.length <= UNFOLDED) untag(document);
  document['tags'] = [...(Array.isArray(document['tags']) ? document['tags'] : []), ...discrepanciesOf(contract)];
  return document;
}

function rewrite(contract: Contract, node: Json, pointer: Pointer, named = false): Json {
  if (Array.isArray(node)) return node.map((item, index) => rewrite(contract, item, joinPointer(pointer, index)));
  if (!isObject(node)) return node;
  const members = Object.entries(node).flatMap(([name, value]): [string, Json][] => {
    if (named) return [[name, rewrite(contract, value, joinPointer(pointer, name))]];
    if (LEFT_OUT.has(name)) return [];
    if (DATA.has(name)) return [[name, value]];
    // Whatever bears a text that Redoc may take for Markdown.
    if (/^(description|summary|title|x-.*)$/.test(name)) return [[name, inertThroughout(value)]];
    if (name === 'examples' && isObject(value)) return [[name, namedExamples(contract, value, node)]];
    return [[name, rewrite(contract, value, joinPointer(pointer, name), NAME_MAPS.test(name))]];
  });
  return { ...Object.fromEntries(members), ...(named ? {} : described(contract, node, pointer)) };
}

function inertThroughout(value: Json): Json {
  if (typeof value === 'string') return inert(value);
  if (Array.isArray(value)) return value.map(inertThroughout);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inertThroughout(member)]))
    : value;
}

/** The description of an object, with what its clause rests on. */
function described(contract: Contract, node: JsonObject, pointer: Pointer): JsonObject {
  const statements = DESCRIBED.test(pointer) ? statementsOf(node, pointer, contract.documents) : [];
  if (statements.length === 0) return {};
  const own = typeof node['description'] === 'string' ? [inert(node['description'].trim())] : [];
  const sources = statements.map(({ kind, says, document, at }) =>
    kind === 'inferred'
      ? `*Inferred:* ${plain(says)}`
      : `*${plain([document?.title, at].filter(Boolean).join(', '))}:* ${plain(says)}`,
  );
  return { description: [...own, ...sources].join('\n\n') };
}

/** Examples in place of their references, whose summary starts with the name that pairs them: Redoc shows a summary instead of a name. */
function namedExamples(contract: Contract, examples: JsonObject, media: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(examples).map(([name, listed]): [string, Json] => {
      const { $ref } = isObject(listed) ? listed : {};
      const example = typeof $ref === 'string' ? contract.resolve(pointerOfRef($ref)).value : listed;
      if (!isObject(example)) return [name, example];
      const summary = typeof example['summary'] === 'string' ? `${name}: ${inert(example['summary'])}` : name;
      // Redoc would encode it as the label says, and show what is never sent.
      const asJson = isJson(media['x-encoded-as']) && example['value'] !== undefined;
      const description = typeof example['description'] === 'string' && inert(example['description']);
      return [
        name,
        {
          ...example,
          ...(description && { description }),
          summary,
          ...(asJson && { value: JSON.stringify(example['value'], null, 2) }),
        },
      ];
    }),
  );
}

const isJson = (type: Json | undefined) => typeof type === 'string' && /[/+]json$/i.test(type);

function documentsOf({ documents }: Contract): string {
  if (documents.size === 0) return '';
  const entries = [...documents.values()].map(
    ({ title, publisher, about }) =>
      `- **${plain(title)}**${publisher ? ` (${plain(publisher)})` : ''}${about ? `: ${plain(about)}` : ''}`,
  );
  return `## Documents\n\n${entries.join('\n')}`;
}

/** A tag without operations, which Redoc shows as a section of its own. */
function discrepanciesOf({ discrepancies }: Contract): JsonObject[] {
  if (discrepancies.length === 0) return [];
  const entries = discrepancies.map(({ about, says, known, decision }) =>
    [
      `- **${plain(about)}**: ${plain(says)}`,
      known && `*Known:* ${plain(known)}`,
      decision && `*Decision:* ${plain(decision)}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  return [
    {
      name: 'Discrepancies',
      description: `Where the documents contradict themselves, each other or a known server.\n\n${entries.join('\n')}`,
    },
  ];
}

/** A server given by a path alone, which is on any host; Redoc would put the place of the page before it: `file://`. */
function anyHost(server: Json): Json {
  if (!isObject(server) || typeof server['url'] !== 'string' || !/^\/(?!\/)/.test(server['url'])) return server;
  return {
    ...server,
    url: `https://{host}${server['url'].replace(/\/$/, '')}`,
    variables: { host: { default: 'localhost', description: 'The server that is called.' } },
  };
}

function untag(document: JsonObject): void {
  delete document['tags'];
  for (const item of Object.values(isObject(document['paths']) ? document['paths'] : {})) {
    for (const operation of Object.values(isObject(item) ? item : {}))
      if (isObject(operation)) delete operation['tags'];
  }
}

/** Markdown in which HTML and Markdoc tags are text, and images links: a word joiner, which nobody sees, keeps them from being read as such. */
export function inert(markdown: string): string {
  return markdown.replace(/<(?=[a-z/!?])|\{(?=%)|!(?=\[)/gi, '$&\u2060');
}

/** A text as Markdown that shows it letter by letter. */
function plain(text: string): string {
  return inert(text.replace(/\s+/g, ' ').replace(/[\\`*_[\]#|]/g, '\\$&'));
}

import { statementsOf, type OwnStatement } from '../contract/sources.ts';
import { isObject, joinPointer, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from '../schema/references.ts';
import type { Contract, Discrepancy } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';

/** The most operations that are shown expanded: Redoc collapses operations with a tag. */
const UNFOLDED = 20;

/** Members with data, which are shown unchanged. */
const DATA = new Set(['value', 'example', 'default', 'const', 'enum']);

/** Maps whose keys are names, so that `default` or `examples` there is not a keyword. */
const NAME_MAPS =
  /^(properties|patternProperties|\$defs|definitions|dependentSchemas|schemas|responses|parameters|headers|content|paths|webhooks|callbacks)$/;

/** Extensions that are left out: assay's own, which become texts, and one that would fetch an image. */
const LEFT_OUT = new Set([
  'x-source',
  'x-inferred',
  'x-unspecified',
  'x-resource',
  'x-documents',
  'x-discrepancies',
  'x-remarks',
  'x-enumDescriptions',
  'x-logo',
]);

/** Objects whose description Redoc shows, so that their sources can be added there. */
const DESCRIBED =
  /\/((properties|parameters|headers|responses|schemas|securitySchemes|servers|post|get|put|patch|delete|head|options|trace)(\/[^/]+)?|requestBody)$/;

/**
 * A contract's document for Redoc: each clause with its sources, the documents and their discrepancies in separate sections,
 * each example with its name, and no markup of the contract.
 */
export function sanitize(contract: Contract): JsonObject {
  const document = rewrite(contract, structuredClone(contract.document), '#') as JsonObject;
  const info = isObject(document['info']) ? document['info'] : {};
  const introduction = [info['description'], documentsOf(contract), '[All contracts](index.html)'];
  document['info'] = { ...info, description: introduction.filter(Boolean).join('\n\n') };
  if (Array.isArray(document['servers'])) document['servers'] = document['servers'].map(anyHost);
  if (contract.operations.length <= UNFOLDED) untag(document);
  nameOperations(contract, document);
  document['tags'] = [
    ...(Array.isArray(document['tags']) ? document['tags'] : []),
    ...listed(
      'Discrepancies',
      'Where the documents contradict themselves, each other or a known server.',
      contract.discrepancies,
    ),
    ...listed('Remarks', 'Oddities and silences of the documents, which contradict nothing.', contract.remarks),
  ];
  return document;
}

function rewrite(contract: Contract, node: Json, pointer: Pointer, named = false): Json {
  if (Array.isArray(node)) return node.map((item, index) => rewrite(contract, item, joinPointer(pointer, index)));
  if (!isObject(node)) return node;
  const members = Object.entries(node).flatMap(([name, value]): [string, Json][] => {
    if (named) return [[name, rewrite(contract, value, joinPointer(pointer, name))]];
    if (LEFT_OUT.has(name)) return [];
    if (DATA.has(name)) return [[name, value]];
    // Every object with a text that Redoc may read as Markdown.
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

/** The description of an object, with the sources of its clause. */
function described(contract: Contract, node: JsonObject, pointer: Pointer): JsonObject {
  if (!DESCRIBED.test(pointer)) return {};
  const own = statementsOf(node, pointer, contract.documents);
  // A description beside a reference replaces the target's description, so that is added here.
  const target = typeof node['$ref'] === 'string' && own.length > 0 ? contract.resolve(pointer) : undefined;
  const parts = [
    ...own,
    ...(target ? statementsOf(target.value, target.pointer, contract.documents) : []),
    // Redoc does not show the description of a parameter's or header's schema.
    ...statementsOf(node['schema'], joinPointer(pointer, 'schema'), contract.documents),
  ].map(formatStatement);
  parts.push(
    ...mediaStatements(contract, node, pointer),
    ...securityStatements(contract, node),
    ...meaningsOf(node),
    ...branchesOf(contract, node),
    ...openOf(node),
  );
  if (parts.length === 0) return {};
  const words = node['description'] ?? (isObject(target?.value) ? target.value['description'] : undefined);
  return { description: [...(typeof words === 'string' ? [inert(words.trim())] : []), ...parts].join('\n\n') };
}

function formatStatement({ kind, says, document, at, printed, carried, members }: OwnStatement): string {
  if (kind === 'inferred') {
    const about = members ? ` (of ${members.join(' and ')})` : '';
    return `*Inferred${plain(about)}:* ${plain(says)}${carried === undefined ? '' : ` Carried by ${plain(carried)}.`}`;
  }
  return `*${plain([document?.title, at].filter(Boolean).join(', '))}${printed ? ', printed' : ''}:* ${plain(says)}`;
}

/** The sources of a body's media types and root schemas: Redoc shows no description of either. */
function mediaStatements(contract: Contract, node: JsonObject, pointer: Pointer): string[] {
  const media = Object.entries(isObject(node['content']) ? node['content'] : {});
  const said = media.flatMap(([type, value]) =>
    statementsOf(value, joinPointer(pointer, 'content', type), contract.documents).map(
      (statement) => `**${plain(type)}** ${formatStatement(statement)}`,
    ),
  );
  const roots = media.flatMap(([, value]) => {
    const schema = isObject(value) ? value['schema'] : undefined;
    return isObject(schema) && typeof schema['$ref'] === 'string' ? [pointerOfRef(schema['$ref'])] : [];
  });
  const within = [...new Set(roots)].flatMap((root) =>
    statementsOf(contract.resolve(root).value, root, contract.documents).map(formatStatement),
  );
  return [...said, ...within];
}

/** The meaning of each listed value (`x-enumDescriptions`). */
function meaningsOf(node: JsonObject): string[] {
  const meanings = node['x-enumDescriptions'];
  if (!isObject(meanings)) return [];
  return [
    Object.entries(meanings)
      .map(([value, meaning]) => `- **${plain(value)}**: ${plain(String(meaning))}`)
      .join('\n'),
  ];
}

/** The requirements of an `if` that depends on one value of one member: `docker packages: …`. */
function branchesOf(contract: Contract, node: JsonObject): string[] {
  const [member, condition] =
    Object.entries(isObject(node['if']) && isObject(node['if']['properties']) ? node['if']['properties'] : {})[0] ?? [];
  const value = isObject(condition) ? condition['const'] : undefined;
  if (member === undefined || value === undefined) return [];
  return (['then', 'else'] as const).flatMap((branch) => {
    const { [branch]: schema } = node;
    if (!isObject(schema)) return [];
    const when = `where ${member} is ${branch === 'then' ? '' : 'not '}${String(value)}`;
    const needed = requiredIn(schema);
    const statements = [node['if'] as Json, schema]
      .flatMap((part) => statementsWithin(contract, part))
      .map(formatStatement);
    return [
      `**Required ${plain(when)}:** ${plain(needed.join(', ') || 'nothing more')}. ${statements.join(' ')}`.trim(),
    ];
  });
}

/** The statements of a schema and of those within it. */
function statementsWithin(contract: Contract, node: Json): OwnStatement[] {
  if (!isObject(node)) return [];
  const below = Object.values(isObject(node['properties']) ? node['properties'] : {});
  return [
    ...statementsOf(node, '#', contract.documents),
    ...below.flatMap((inner) => statementsWithin(contract, inner)),
  ];
}

/** The sources of an operation's security schemes. */
function securityStatements(contract: Contract, node: JsonObject): string[] {
  const names = Array.isArray(node['security'])
    ? node['security'].flatMap((one) => (isObject(one) ? Object.keys(one) : []))
    : [];
  return [...new Set(names)].flatMap((name) => {
    const pointer = joinPointer('#', 'components', 'securitySchemes', name);
    return statementsOf(valueAt(contract.document, pointer), pointer, contract.documents).map(formatStatement);
  });
}

/** The required members of a schema, nested ones by their path. */
function requiredIn(schema: JsonObject, path = ''): string[] {
  const own = Array.isArray(schema['required']) ? schema['required'].map((name) => `${path}${String(name)}`) : [];
  const below = Object.entries(isObject(schema['properties']) ? schema['properties'] : {}).flatMap(([name, inner]) =>
    isObject(inner) ? requiredIn(inner, `${path}${name}.`) : [],
  );
  return [...own, ...below];
}

/** What the documents leave open. */
function openOf(node: JsonObject): string[] {
  const open = node['x-unspecified'];
  if (!Array.isArray(open)) return [];
  return open.filter(isObject).map((entry) => `*Left open by the documents:* ${plain(String(entry['says'] ?? ''))}.`);
}

/** Examples in place of their references. The summary starts with their name, because Redoc shows the summary instead of the name. */
function namedExamples(contract: Contract, examples: JsonObject, media: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(examples).map(([name, listed]): [string, Json] => {
      const { $ref } = isObject(listed) ? listed : {};
      const example = typeof $ref === 'string' ? contract.resolve(pointerOfRef($ref)).value : listed;
      if (!isObject(example)) return [name, example];
      const summary = typeof example['summary'] === 'string' ? `${name}: ${inert(example['summary'])}` : name;
      // Redoc would encode it by its media type, and show something that is never sent.
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

/** A tag without operations, which Redoc shows as a section; none for an empty list. */
function listed(name: string, about: string, list: Discrepancy[]): JsonObject[] {
  if (list.length === 0) return [];
  const entries = list.map(({ about: subject, says, known, decision }) =>
    [
      `- **${plain(subject)}**: ${plain(says)}`,
      known && `*Known:* ${plain(known)}`,
      decision && `*Decision:* ${plain(decision)}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  return [{ name, description: `${about}\n\n${entries.join('\n')}` }];
}

/** A server that is only a path, on any host; Redoc would resolve it against the page's own URL, `file://`. */
function anyHost(server: Json): Json {
  if (!isObject(server) || typeof server['url'] !== 'string' || !/^\/(?!\/)/.test(server['url'])) return server;
  return {
    ...server,
    url: `https://{host}${server['url'].replace(/\/$/, '')}`,
    variables: { host: { default: 'localhost', description: 'The server that is called.' } },
  };
}

/** Each operation has its id, by which other pages link to it. */
function nameOperations({ operations }: Contract, document: JsonObject): void {
  for (const { id, pointer } of operations) {
    const operation = valueAt(document, pointer);
    if (isObject(operation)) operation['operationId'] ??= id;
  }
}

function untag(document: JsonObject): void {
  delete document['tags'];
  for (const item of Object.values(isObject(document['paths']) ? document['paths'] : {})) {
    for (const operation of Object.values(isObject(item) ? item : {}))
      if (isObject(operation)) delete operation['tags'];
  }
}

/** Markdown with HTML and Markdoc tags as text, and images as links: an invisible word joiner stops them from being parsed. */
export function inert(markdown: string): string {
  return markdown.replace(/<(?=[a-z/!?])|\{(?=%)|!(?=\[)/gi, '$&\u2060');
}

/** A text as Markdown that shows it literally. */
function plain(text: string): string {
  return inert(text.replace(/\s+/g, ' ').replace(/[\\`*_[\]#|]/g, '\\$&'));
}

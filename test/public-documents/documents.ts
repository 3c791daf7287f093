/** A document of somebody else, and the verdict on the contract's own mock. */
export interface PublicDocument {
  maker: string;
  file: string;
  openapi: '3.0' | '3.1';
  operations: number;
  /** Errors and oddities in the document itself, as the check reports them; empty if the mock conforms. */
  known?: Known[];
}

/** A line of a run's description, and the reason for it. An unexpected pass fails too. */
export interface Known {
  says: string;
  because: string;
}

const PACKAGES = 'node_modules';
const FIXTURES = 'test/public-documents/fixtures';

export const DOCUMENTS: readonly PublicDocument[] = [
  {
    maker: 'Blockfrost',
    file: `${PACKAGES}/@blockfrost/openapi/openapi.yaml`,
    openapi: '3.0',
    operations: 129,
    known: [
      {
        says: 'note undocumented-field: GET /pools/extended body#/0/metadata/properties',
        because: 'the example in the schema of metadata is itself a schema',
      },
      {
        says: 'note undocumented-field: GET /pools/extended body#/0/metadata/type',
        because: 'the example in the schema of metadata is itself a schema',
      },
    ],
  },
  { maker: 'PayPal: products', file: `${FIXTURES}/paypal/catalogs_products_v1.json`, openapi: '3.0', operations: 4 },
  {
    maker: 'PayPal: webhooks',
    file: `${FIXTURES}/paypal/notifications_webhooks_v1.json`,
    openapi: '3.0',
    operations: 16,
    known: [
      {
        says: 'undecided: verify-webhook-signature.post the contract contradicts itself: in its own example request body#/cert_url must match format "uri", and the target refuses it (422)',
        because: 'the documented request has the word cert_url where a URI belongs',
      },
    ],
  },
  {
    maker: 'Interledger: authorisation',
    file: `${FIXTURES}/interledger/auth-server.yaml`,
    openapi: '3.1',
    operations: 5,
  },
  {
    maker: 'Interledger: resources',
    file: `${FIXTURES}/interledger/resource-server.yaml`,
    openapi: '3.1',
    operations: 10,
    known: [
      {
        says: 'undecided: complete-incoming-payment the contract contradicts itself: in its own example body#/id must not be there, and is wrong in 7 other ways',
        because: 'as below',
      },
      {
        says: 'undecided: list-incoming-payments the contract contradicts itself: in its own example body#/result/0/id must not be there, and is wrong in 14 other ways',
        because:
          'additionalProperties: false stands beside a $ref, where it knows no property at all (JSON Schema 2020-12 core §10.3.2.3)',
      },
    ],
  },
  {
    maker: 'Interledger: wallet addresses',
    file: `${FIXTURES}/interledger/wallet-address-server.yaml`,
    openapi: '3.1',
    operations: 3,
  },
  { maker: 'ReadMe', file: `${PACKAGES}/@readme/oas-examples/3.1/json/readme.json`, openapi: '3.1', operations: 54 },
  { maker: 'Scalar', file: `${PACKAGES}/@scalar/galaxy/dist/3.1.json`, openapi: '3.1', operations: 9 },
  {
    maker: 'Star Trek API',
    file: `${PACKAGES}/@readme/oas-examples/3.0/json/star-trek.json`,
    openapi: '3.0',
    operations: 120,
  },
  {
    maker: 'Swagger: petstore',
    file: `${PACKAGES}/@readme/oas-examples/3.0/json/petstore.json`,
    openapi: '3.0',
    operations: 20,
  },
  {
    maker: 'United States Patent and Trademark Office',
    file: `${PACKAGES}/@readme/oas-examples/3.0/json/uspto.json`,
    openapi: '3.0',
    operations: 3,
  },
];

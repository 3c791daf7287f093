/** Jest in ESM mode: `@redocly/openapi-core` is ESM only, and so is assay. Started with NODE_OPTIONS=--experimental-vm-modules. */
export default {
  testEnvironment: '<rootDir>/test/support/plain-context.js',
  testMatch: ['<rootDir>/{src,conformance,test,generated,eslint}/**/*.test.{ts,js}'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/benchmarks/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  globalSetup: '<rootDir>/test/support/bundle-prism.js',
  moduleNameMapper: { '/prism-http\\.ts$': '<rootDir>/node_modules/.cache/assay-prism/mock/dynamic/prism-http.js' },
  // The default leaves one core idle, which on a machine with two is half of it.
  maxWorkers: '100%',
  // Each suite leaves modules behind that nothing collects; beyond this a worker spends its time on looking for garbage.
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  // Against hanging only: how long a test takes says more about what else the machine does than about the test.
  testTimeout: 120_000,
};

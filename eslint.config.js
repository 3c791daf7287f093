import tseslint from 'typescript-eslint';
import layers from './eslint/layers.js';

export default tseslint.config(
  { ignores: ['dist/', 'generated/*', '!generated/*.test.ts', '/coverage/', '/site/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { layers },
    rules: {
      'layers/one-way': 'error',
      'layers/no-circle': 'error',
      'layers/no-node': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // tsc says it already, and knows of the underscore.
      '@typescript-eslint/no-unused-vars': 'off',
      // A Json that is put into a text is a scalar there; the type cannot say so.
      '@typescript-eslint/no-base-to-string': 'off',
      // Methods here are closures over values, none uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      // An async function without await is how a sync implementation meets an async interface.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/http/percent-encoding.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'encodeURIComponent',
          message:
            'It throws on a lone surrogate, which any target may send. Use percentEncode of src/http/percent-encoding.ts.',
        },
      ],
    },
  },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'AbortSignal',
          property: 'any',
          message:
            'Node 20 loses a timeout that only a combined signal refers to. Use limitTime of src/exchange/time-limit.ts.',
        },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.js', '**/*.mjs'],
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-var': 'error',
      'no-shadow-restricted-names': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-useless-rename': 'error',
      'no-else-return': 'error',
      'no-control-regex': 'error',
    },
  },
  { files: ['scripts/**', 'benchmarks/**'], rules: { 'no-console': 'off' } },
  // Tests build half-filled values on purpose; without these rules they take half of the time.
  {
    files: ['**/*.test.ts', 'test/**', 'conformance/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
    },
  },
);

import tseslint from 'typescript-eslint'
import house from './test/house/lint-rules.mjs'

const SPECS = '**/*.spec.ts'

/** What ships, without the tests beside it. */
const shipped = (rules, { files = ['src/**/*.ts', 'libs/*/src/**/*.ts'], except = [] } = {}) => ({
  files,
  ignores: [SPECS, ...except],
  rules: Object.fromEntries(rules.map((name) => [name, 'error'])),
})

/** @type {import('eslint').Linter.Config[]} */
export default [
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'coverage/**',
      'data/**',
      'lexicons/**',
      'libs/lexicon/src/generated/**',
      'test/conformance/vectors/**',
    ],
  },
  {
    files: ['**/*.{ts,tsx,mjs,cjs}'],
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    plugins: { house, '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-debugger': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-dupe-keys': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-case': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-catch': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'use-isnan': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          args: 'after-used',
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          ignoreRestSiblings: true,
          caughtErrors: 'all',
        },
      ],
      'house/whole-tests': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-asserted-optional-chain': 'error',
      '@typescript-eslint/no-misused-new': 'error',
      '@typescript-eslint/no-require-imports': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      'house/class-names': 'error',
      'house/interface-names': 'error',
    },
  },
  shipped(['no-console', 'house/no-global-module', 'house/no-forward-ref']),
  shipped(['no-console'], { files: ['web/src/**/*.{ts,tsx}'] }),
  shipped(['house/no-environment'], { except: ['src/config/**'] }),
  shipped(['house/no-direct-http'], { except: ['src/outbound/**'] }),
  // The embedded database is waited for before anything can be injected.
  shipped(['house/no-ambient-time'], {
    except: ['src/telemetry/**', 'src/database/embedded/**', 'src/database/embedded-source.ts'],
  }),
  // The secrets of the installation are made before anything can be injected.
  shipped(['house/no-ambient-randomness'], { except: ['src/telemetry/**', 'src/config/secrets/**'] }),
  shipped(['house/nsid-constants'], { files: ['src/**/*.ts'] }),
]

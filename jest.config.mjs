const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['guildhall-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/libs/[^/]+/dist/'],
  resolver: '<rootDir>/test/jest/resolver.cjs',
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/jest/properties.mjs' },
  testRegex: '\\.spec\\.ts$',
}
const withNest = { setupFiles: ['<rootDir>/test/jest/setup-esm-bridge.mjs'] }
/** What is tested is loaded once for all suites of a worker: see test/jest/native-environment.mjs. */
const native = {
  testEnvironment: '<rootDir>/test/jest/native-environment.mjs',
  resolver: '<rootDir>/test/jest/native-resolver.cjs',
  transform: {
    '/(src|libs/[^/]+/src|migrations)/.+(?<!\\.spec)\\.ts$|\\.native\\.mjs$': [
      '<rootDir>/test/jest/native-modules.mjs',
    ],
    ...base.transform,
  },
  transformIgnorePatterns: ['/node_modules/(?!\\.cache/jest-native/)'],
}
/** Units that must be in the realm of their specs: whose timers are the spec's, or who look at the prototypes of objects. */
const IN_ONE_REALM = [
  'libs/lexicon/src/compile/params',
  'src/auth/oauth/proofs/proof-uses',
  'src/blob/upload/steady-body',
  'src/database/notifications',
  'src/jobs/in-time',
  'src/jobs/redis-search',
  'src/oauth/provider/nonce-judge',
  'src/shutdown',
  'src/sync/kept-exports',
  'src/sync/subscribe-repos.gateway',
].map((unit) => `<rootDir>/${unit}.spec.ts`)
const withDatabase = {
  ...native,
  globalSetup: '<rootDir>/test/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/test/jest/global-teardown.mjs',
}
const withServers = {
  ...native,
  globalSetup: '<rootDir>/test/jest/global-setup-cluster.mjs',
  globalTeardown: '<rootDir>/test/jest/global-teardown.mjs',
}
const project = (displayName, roots, more = {}) => ({
  ...base,
  displayName,
  roots: roots.map((root) => `<rootDir>/${root}`),
  ...more,
})

/** @type {import('jest').Config} */
export default {
  projects: [
    project('unit', ['libs', 'src'], {
      ...native,
      globalSetup: '<rootDir>/test/jest/global-setup-build.mjs',
      testPathIgnorePatterns: IN_ONE_REALM,
    }),
    project('realm', ['libs', 'src'], {
      setupFiles: ['<rootDir>/test/jest/setup-reflect.mjs'],
      testRegex: undefined,
      testMatch: IN_ONE_REALM,
    }),
    project('house', ['test/house'], withNest),
    project('conformance', ['test/conformance']),
    project('storage', ['test/storage'], withDatabase),
    project('http', ['test/http'], withDatabase),
    project('e2e', ['test/e2e'], withServers),
    project('browser', ['test/browser'], withDatabase),
    project('crash', ['test/crash'], withServers),
    // Takes as long as it is told to, and the whole machine: npm run test:endurance
    project('endurance', ['test/endurance'], native),
  ],
  // vm modules leak the heap of every finished suite in a worker
  workerIdleMemoryLimit: '2500MB',
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/jest/longest-first.mjs',
  // A busy machine is no reason to fail: nothing here is about time.
  testTimeout: 60_000,
  coverageProvider: 'v8',
}

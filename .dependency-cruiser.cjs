// The floors of the house as rules. test/house/floors.spec.ts plants a violation of every rule below and fails when
// one of them is not caught, so a rule cannot be switched off by a slip.

/** Which libraries a library may import. */
const LIBS = {
  syntax: [],
  data: ['syntax'],
  crypto: ['syntax'],
  lexicon: ['syntax', 'data'],
  repo: ['syntax', 'data', 'crypto'],
  firehose: ['syntax', 'data', 'repo'],
  identity: ['syntax', 'data', 'crypto'],
  media: [],
  oauth: ['syntax'],
  'oauth-scopes': ['syntax', 'lexicon'],
  xrpc: ['syntax', 'data', 'crypto', 'lexicon'],
}

/** Packages that a library may use. Frameworks, drivers and HTTP clients are not among them. */
const LIB_PACKAGES = [
  'multiformats',
  'cborg',
  'file-type',
  '@ipld/car',
  '@ipld/dag-cbor',
  '@noble/curves',
  '@noble/hashes',
  'secp256k1',
  '@atproto/oauth-scopes',
]

const FOUNDATIONS = ['config', 'telemetry', 'database', 'outbound', 'jobs', 'threads', 'contributions']
const FRONT_DOORS = ['xrpc', 'http']
/** The commands of the operator: a room of the roof. */
const COMMANDS = 'commands'

/** Which features a feature may import. */
const FEATURES = {
  roles: [],
  retention: [],
  settings: [],
  webhooks: ['identity'],
  audit: ['identity', 'webhooks'],
  branding: ['settings'],
  identity: ['settings'],
  sequencer: [],
  lexicon: ['identity'],
  mail: ['branding'],
  'plc-directory': ['identity'],
  account: ['audit', 'identity', 'mail', 'webhooks'],
  terms: ['account', 'branding'],
  blob: ['account'],
  repo: ['account', 'identity', 'lexicon', 'blob', 'sequencer'],
  migration: ['identity'],
  lifecycle: ['account', 'audit', 'identity', 'repo', 'blob', 'sequencer', 'mail', 'terms', 'webhooks'],
  preferences: ['account', 'lexicon'],
  auth: ['account', 'audit', 'identity', 'lifecycle', 'roles'],
  sync: ['account', 'audit', 'repo', 'blob', 'sequencer', 'webhooks'],
  backup: ['account', 'identity', 'repo', 'blob', 'sequencer', 'lifecycle', 'sync', 'webhooks'],
  proxy: ['account', 'identity', 'auth', 'repo'],
  moderation: ['account', 'audit', 'proxy', 'webhooks'],
  oauth: ['account', 'auth', 'branding', 'identity', 'lexicon', 'lifecycle', 'terms'],
  moves: ['account', 'audit', 'auth', 'identity', 'lifecycle', 'mail', 'migration', 'oauth', 'sso', 'terms'],
  portal: ['account', 'auth', 'blob', 'branding', 'identity', 'lifecycle', 'oauth', 'repo', 'sso', 'sync'],
  sso: ['account', 'audit', 'auth', 'identity', 'lifecycle', 'oauth', 'roles', 'terms', 'webhooks'],
  scim: ['account', 'audit', 'auth', 'lifecycle', 'sso', 'webhooks'],
  dashboard: ['branding'],
  doctor: ['blob', 'branding', 'identity', 'mail', 'proxy', 'sync'],
}
/** May import every feature but those that only the roof knows. */
const ADMIN = 'admin'
/** Features that only the roof imports. */
const ROOF_ONLY = ['plc-directory', 'portal', 'dashboard', ADMIN]

/** Files that speak to the outside and may know xrpc/ and http/; specs beside them may as well. */
const SURFACES = '\\.(xrpc|controller|gateway|guard|interceptor|filter|module|spec)\\.ts$'

/** What pages show: types only, so that whatever draws pages may import them. */
const PAGE_STATES = '^src/(oauth/page-state|portal/portal-state)\\.ts$'

/** Classes that fill a port of xrpc/: they have to know it, and nobody but their module knows them. */
const PORT_FILLERS = '^src/(auth/request-authenticator|proxy/method-forwarding)\\.ts$'

/** A decorator that surfaces state their routes with. */
const ROUTE_DECORATORS = '^src/admin/access/admin-route\\.ts$'

/** Tests lie beside the code; what they share is in the library's own folder test/. */
const TESTS = '\\.spec\\.ts$|^libs/[^/]+/test/'

const anyOf = (names) => `(${names.map((name) => name.replace(/[/.]/g, '\\$&')).join('|')})`
const features = [...Object.keys(FEATURES), ADMIN]

function libRules() {
  return Object.entries(LIBS).map(([lib, allowed]) => ({
    name: `libs-${lib}-imports`,
    comment: `libs/${lib} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other library'}`,
    severity: 'error',
    from: { path: `^libs/${lib}/` },
    to: { path: '^libs/', pathNot: `^libs/${anyOf([lib, ...allowed])}/` },
  }))
}

function featureRules() {
  const everyOther = features.filter((name) => !ROOF_ONLY.includes(name))
  return Object.entries({ ...FEATURES, [ADMIN]: everyOther }).map(([feature, allowed]) => ({
    name: `feature-${feature}-imports`,
    comment: `src/${feature} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other feature'}`,
    severity: 'error',
    from: { path: `^src/${feature}/` },
    to: { path: `^src/${anyOf(features)}/`, pathNot: `^src/${anyOf([feature, ...allowed])}/` },
  }))
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...libRules(),
    {
      name: 'libs-not-src',
      comment: 'Libraries are pure protocol: they know nothing of the server, its migrations or its tests.',
      severity: 'error',
      from: { path: '^libs/', pathNot: TESTS },
      to: { path: '^(src|migrations|test|scripts)/' },
    },
    {
      name: 'libs-packages',
      comment: `Libraries use no framework, driver or client; only ${LIB_PACKAGES.join(', ')}.`,
      severity: 'error',
      from: { path: '^libs/', pathNot: TESTS },
      to: { path: 'node_modules/', pathNot: `node_modules/${anyOf(LIB_PACKAGES)}/` },
    },
    {
      name: 'libs-no-network',
      comment: 'The network is passed in to libraries as a value.',
      severity: 'error',
      from: { path: '^libs/', pathNot: TESTS },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(http|https|http2|net|tls|dns|dgram|child_process|cluster|worker_threads)(/|$)',
      },
    },
    {
      name: 'libs-door',
      comment: "A library's only door is its src/index.ts.",
      severity: 'error',
      from: { path: '^(libs/([^/]+)|src|migrations)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/$2/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    ...featureRules(),
    {
      name: 'folder-door',
      comment: 'What a folder of src/ lets others import stands in its index.ts.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', PAGE_STATES] },
    },
    {
      name: 'roof-door',
      comment: 'The roof enters a folder of src/ by its index.ts as well.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: '^src/[^/]+/', pathNot: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'surfaces-only',
      comment:
        'A writer, reader or store never sees a status code: only surface files import xrpc/ or http/.',
      severity: 'error',
      from: { path: `^src/${anyOf(features)}/`, pathNot: [SURFACES, PORT_FILLERS, ROUTE_DECORATORS] },
      to: { path: `^src/${anyOf(FRONT_DOORS)}/` },
    },
    {
      name: 'front-doors-know-no-feature',
      comment: 'xrpc/ and http/ import no feature; the roof joins them.',
      severity: 'error',
      from: { path: `^src/${anyOf(FRONT_DOORS)}/` },
      to: { path: `^src/${anyOf(features)}/` },
    },
    {
      name: 'foundations-import-no-higher-floor',
      comment: 'The foundations and refusal.ts import neither front doors nor features.',
      severity: 'error',
      from: { path: `^src/(${FOUNDATIONS.join('|')})/|^src/refusal\\.ts$` },
      to: { path: `^src/${anyOf([...FRONT_DOORS, ...features])}/` },
    },
    {
      name: 'nothing-imports-the-roof',
      comment: 'The roof (src/*.ts but refusal.ts, and the commands) is imported by itself only.',
      severity: 'error',
      from: { path: '^(src/[^/]+|libs|migrations)/', pathNot: `^src/${COMMANDS}/` },
      to: { path: `^src/([^/]+\\.ts$|${COMMANDS}/)`, pathNot: '^src/refusal\\.ts$' },
    },
    {
      name: 'known-folders',
      comment: 'A new folder of src/ gets its floor in this file first.',
      severity: 'error',
      from: {},
      to: {
        path: '^src/[^/]+/',
        pathNot: `^src/${anyOf([...FOUNDATIONS, ...FRONT_DOORS, ...features, COMMANDS])}/`,
      },
    },
    {
      name: 'web-stands-alone',
      comment: 'Code for browsers imports nothing of the server but the types of what pages show.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(src|libs|migrations|test|scripts)/', pathNot: PAGE_STATES },
    },
    {
      name: 'opentelemetry-in-one-place',
      comment:
        'The SDK of OpenTelemetry is large: it is known in one folder, and loaded only where it is wanted.',
      severity: 'error',
      from: { path: '^(src|libs|migrations)/', pathNot: '^src/telemetry/otel/' },
      to: { path: 'node_modules/@opentelemetry/' },
    },
    {
      name: 'opentelemetry-on-demand',
      comment: 'What loads that SDK is imported by import() only.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/telemetry/otel/otel-' },
      to: {
        path: '^src/telemetry/otel/(otel-export|otel-spans|log-records|registry-producer)\\.ts$',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'nothing-imports-web',
      comment: 'The server loads what is built of web/; its sources are for browsers.',
      severity: 'error',
      from: { path: '^(src|libs|migrations)/' },
      to: { path: '^web/' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration is frozen once released; code of src/ and libs/ goes on changing.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|libs|test|scripts)/' },
    },
    {
      name: 'tests-stay-outside',
      comment: 'What ships imports neither tests nor packages that are installed for development only.',
      severity: 'error',
      from: { path: '^(src|libs|migrations)/', pathNot: TESTS },
      to: { path: `^(test|scripts)/|${TESTS}` },
    },
    {
      name: 'no-dev-packages',
      comment: 'A package that the server needs is a dependency, not a development dependency.',
      severity: 'error',
      from: { path: '^(src|libs|migrations)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm', 'npm-optional'] },
    },
    {
      name: 'undeclared-packages',
      comment: 'Every package that is imported stands in package.json.',
      severity: 'error',
      from: { path: '^(src|libs|web|migrations|test|scripts)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'unresolvable',
      comment: 'An import that leads nowhere would slip past every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^secp256k1$|\\.css$' },
    },
    {
      name: 'no-cycles',
      comment: 'No file imports itself through others.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-folder-cycles',
      comment: 'No folder of src/ or libs/ imports itself through others.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(src|libs)/[^/]+$' },
      to: { circular: true, path: '^(src|libs)/[^/]+$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^libs/lexicon/src/generated/' },
    // Imports of types tie files together as much as others do.
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['guildhall-source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
}

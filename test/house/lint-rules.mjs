// The bans of the house as rules for Oxlint, in the form of ESLint's. .oxlintrc.jsonc says where each holds;
// test/house/lint.spec.ts plants a violation of every one.

const SUFFIXES = /(?:Service|Manager|Helper|Impl)$/
const INTERFACE_PREFIX = /^I[A-Z]/
const NSID = /^(?:com\.atproto|app\.bsky|chat\.bsky)\./
/** Scopes of session tokens look like NSIDs but name no lexicon. */
const SESSION_SCOPE = /^com\.atproto\.(?:access|refresh|appPass|appPassPrivileged|takendown|signupQueued)$/
const HTTP_CLIENTS = new Set(['undici', 'axios', 'got', 'node-fetch', 'ky', 'superagent'])
const HTTP_MODULES = new Set(['http', 'https', 'http2'])
const HTTP_CALLS = new Set(['request', 'get', 'connect', 'default'])
const RANDOM_NAMES = new Set([
  'randomUUID',
  'randomBytes',
  'randomInt',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
])

/** A rule that reports one message. */
function rule(message, create) {
  return {
    meta: { type: 'problem', schema: [], messages: { found: message } },
    create: (context) => create((node, data) => context.report({ node, messageId: 'found', data })),
  }
}

const bare = (source) => String(source).replace(/^node:/, '')
const nameOf = (node) => (node.type === 'Identifier' ? node.name : String(node.value))
const imported = (specifier) => {
  if (specifier.type === 'ImportDefaultSpecifier' || specifier.type === 'ImportNamespaceSpecifier')
    return 'default'
  return nameOf(specifier.imported)
}

/** `object.property`, also `object['property']` and `globalThis.object.property`. */
function isMember(node, object, property) {
  if (node.type !== 'MemberExpression' || (node.computed && node.property.type !== 'Literal')) return false
  const owner = node.object.type === 'MemberExpression' ? node.object.property : node.object
  return owner.type === 'Identifier' && owner.name === object && property(nameOf(node.property))
}

const noEnvironment = rule(
  'The environment is read in src/config only. Declare a field in the x.config.ts of the feature.',
  (report) => ({
    MemberExpression(node) {
      if (isMember(node, 'process', (name) => name === 'env')) report(node)
    },
    'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]': report,
    ImportDeclaration(node) {
      if (bare(node.source.value) !== 'process') return
      for (const specifier of node.specifiers) if (imported(specifier) === 'env') report(specifier)
    },
  }),
)

const noDirectHttp = rule(
  'Requests go out through src/outbound, which refuses private addresses and limits size and time.',
  (report) => ({
    'CallExpression[callee.name="fetch"]': report,
    MemberExpression(node) {
      if (isMember(node, 'globalThis', (name) => name === 'fetch')) report(node)
    },
    'ImportDeclaration[importKind!="type"]'(node) {
      const source = bare(node.source.value)
      if (HTTP_CLIENTS.has(source)) return report(node)
      if (!HTTP_MODULES.has(source)) return
      for (const specifier of node.specifiers) {
        if (specifier.importKind !== 'type' && HTTP_CALLS.has(imported(specifier))) report(specifier)
      }
    },
    'ImportExpression > Literal'(node) {
      if (HTTP_CLIENTS.has(bare(node.value))) report(node)
    },
  }),
)

const noAmbientTime = rule(
  'Time comes from Clock (src/telemetry); libraries take it as a value.',
  (report) => ({
    'NewExpression[callee.name="Date"][arguments.length=0]': report,
    'CallExpression[callee.name="Date"]': report,
    MemberExpression(node) {
      if (isMember(node, 'Date', (name) => name === 'now')) report(node)
      if (isMember(node, 'performance', (name) => name === 'now')) report(node)
      if (isMember(node, 'process', (name) => name === 'hrtime')) report(node)
    },
  }),
)

const noAmbientRandomness = rule(
  'Randomness comes from Random (src/telemetry); libraries take it as a value.',
  (report) => ({
    MemberExpression(node) {
      if (isMember(node, 'Math', (name) => name === 'random')) report(node)
      if (isMember(node, 'crypto', (name) => RANDOM_NAMES.has(name))) report(node)
    },
    ImportDeclaration(node) {
      if (bare(node.source.value) !== 'crypto') return
      for (const specifier of node.specifiers) if (RANDOM_NAMES.has(imported(specifier))) report(specifier)
    },
  }),
)

const noGlobalModule = rule('No @Global(): a module says what it needs in its imports.', (report) => ({
  'Decorator > CallExpression[callee.name="Global"]': report,
}))

const noForwardRef = rule('No forwardRef: a cycle is a sign of a misplaced surface.', (report) => ({
  'CallExpression[callee.name="forwardRef"]': report,
  'ImportSpecifier[imported.name="forwardRef"]': report,
}))

const classNames = rule('{{name}}: name a class after what it is or does, not {{suffix}}.', (report) => ({
  'ClassDeclaration[id], ClassExpression[id]'(node) {
    const [suffix] = SUFFIXES.exec(node.id.name) ?? []
    if (suffix) report(node.id, { name: node.id.name, suffix })
  },
}))

const interfaceNames = rule('{{name}}: interfaces have no prefix.', (report) => ({
  'TSInterfaceDeclaration, TSTypeAliasDeclaration'(node) {
    if (INTERFACE_PREFIX.test(node.id.name)) report(node.id, { name: node.id.name })
  },
}))

const nsidConstants = rule('"{{text}}": NSIDs are imported constants, never strings.', (report) => {
  const check = (node, text) => {
    if (NSID.test(text) && !SESSION_SCOPE.test(text)) report(node, { text })
  }
  return {
    Literal(node) {
      if (typeof node.value === 'string') check(node, node.value)
    },
    TemplateElement: (node) => check(node, node.value.raw),
  }
})

const namedInput = rule(
  'Fields of an input are taken one by one: lexicons let unknown ones pass, and what is called may have fields of that name.',
  (report) => ({
    'SpreadElement > Identifier[name="input"]': report,
    'SpreadElement > MemberExpression[property.name="input"]': report,
  }),
)

const nullIsSaid = rule(
  '`IsOptional` lets null pass as well: take Optional or OptionalOrNull of src/admin/api/optional.ts.',
  (report) => ({
    'ImportDeclaration[source.value="class-validator"] > ImportSpecifier[imported.name="IsOptional"]': report,
  }),
)

const wholeTests = rule('No focused or skipped test: mend it or take it out.', (report) => ({
  MemberExpression(node) {
    for (const object of ['it', 'test', 'describe']) {
      if (isMember(node, object, (name) => ['only', 'skip', 'todo', 'failing'].includes(name))) report(node)
    }
  },
  'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]': report,
}))

export default {
  meta: { name: 'house' },
  rules: {
    'no-environment': noEnvironment,
    'no-direct-http': noDirectHttp,
    'no-ambient-time': noAmbientTime,
    'no-ambient-randomness': noAmbientRandomness,
    'no-global-module': noGlobalModule,
    'no-forward-ref': noForwardRef,
    'class-names': classNames,
    'interface-names': interfaceNames,
    'nsid-constants': nsidConstants,
    'named-input': namedInput,
    'null-is-said': nullIsSaid,
    'whole-tests': wholeTests,
  },
}

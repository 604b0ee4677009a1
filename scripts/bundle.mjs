// The last step of the build: what runs, put together into few files. To find, read and link 3,000 modules one by one is
// most of what a start takes. Each entry becomes dist/<name>.js; what they share lies in dist/chunks.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'

/** Beside the server and its commands: what runs in a thread of its own is a file of its own therefore. */
const ENTRIES = ['main', 'cli', 'blob/inspection/inspection-thread', 'sso/saml/wire/saml-thread']
const CHUNKS = 'chunks'
const TARGET = 'node20.19'
const NAMED_PACKAGE = /^[^./]/

/** Packages that stay what npm has installed. What our code imports lazily does as well: few servers ever need it. */
const APART = [
  // Compiled code, found by its place.
  '@node-rs/argon2',
  'secp256k1',
  // Start threads from files that they find by their place.
  'pino',
  'thread-stream',
  // Must come before all that is decorated, whatever the order of chunks.
  'reflect-metadata',
  // Nest finds it by itself as well.
  'ws',
  // Imported lazily by one module of ours, and at once by another that comes with it.
  'oidc-provider',
  // Behind lazily imported modules of ours.
  '@aws-sdk/client-s3',
  '@aws-sdk/lib-storage',
  '@opentelemetry/api-logs',
  '@opentelemetry/exporter-metrics-otlp-grpc',
  '@opentelemetry/exporter-metrics-otlp-http',
  '@opentelemetry/exporter-metrics-otlp-proto',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/sdk-node',
]

/** Packages in CommonJS ask for modules of Node.js by a function that ES modules do not have. */
const BANNER = `import { createRequire as createRequireOfBundle } from 'node:module'
const require = createRequireOfBundle(import.meta.url)`

/** What Nest loads when nobody hands it over: here somebody does (src/admin/api/input-validation.ts), by what is used. */
const HANDED_OVER = ['class-validator', 'class-transformer']

const packageOf = (path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/')
const isLazy = ({ kind, importer }) => kind === 'dynamic-import' && !importer.includes('/node_modules/')
const isApart = (asked) => isLazy(asked) || APART.includes(packageOf(asked.path))

/** Where modules lie that are left empty. */
const NOTHING = 'nothing'
const nothing = (path) => ({ path, namespace: NOTHING })

/** Decides which packages are taken in. */
const packages = {
  name: 'packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: NAMED_PACKAGE }, async (asked) => {
      if (asked.pluginData === packages || asked.path.startsWith('node:')) return undefined
      if (asked.path.startsWith('@guildhall/')) return undefined
      if (asked.kind === 'dynamic-import' && HANDED_OVER.includes(asked.path)) return nothing(asked.path)
      if (isApart(asked)) return { path: asked.path, external: true }
      const { resolveDir, kind, importer } = asked
      const found = await resolve(asked.path, { resolveDir, kind, importer, pluginData: packages })
      // What a package can do without is asked for as well, and was not installed.
      return found.errors.length > 0 ? { path: asked.path, external: true } : found
    })
  },
}

/**
 * This module asks for TypeORM by a function which bundlers do not see through, and would get a copy of its own: what it
 * gets must be what everybody else has.
 */
const TYPEORM_OF_NEST = /[/]@nestjs[/]typeorm[/]dist[/]common[/]typeorm-compat[.]js$/
const HIDDEN_REQUIRE = 'const require = createRequire(import.meta.url);'

const oneTypeorm = {
  name: 'one-typeorm',
  setup({ onLoad }) {
    onLoad({ filter: TYPEORM_OF_NEST }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!text.includes(HIDDEN_REQUIRE)) throw new Error(`${path} asks for TypeORM in another way`)
      return { contents: text.replace(HIDDEN_REQUIRE, ''), loader: 'js' }
    })
  },
}

/** TypeORM speaks to twenty kinds of databases, and loads what it needs for each. There is one here. */
const DRIVERS_OF_TYPEORM = /[/]typeorm[/]driver[/]DriverFactory[.]js$/
const DRIVER = /^[.][/]/
const DRIVER_HERE = './postgres/'

const oneDriver = {
  name: 'one-driver',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: DRIVER }, ({ path, importer }) => {
      const isOther = DRIVERS_OF_TYPEORM.test(importer) && !path.startsWith(DRIVER_HERE)
      return isOther ? nothing(path) : undefined
    })
    onLoad({ filter: /./, namespace: NOTHING }, () => ({ contents: 'module.exports = {}', loader: 'js' }))
  },
}

/** What a package keeps for itself would be there twice, and half of it used by each. */
function refuseTwins({ inputs, outputs }) {
  const within = Object.keys(inputs).filter((path) => path.startsWith('node_modules/'))
  const bundled = new Set(within.map((path) => packageOf(path.slice(path.lastIndexOf('node_modules/') + 13))))
  const apart = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external))
  const twins = apart.map(({ path }) => packageOf(path)).filter((name) => bundled.has(name))
  if (twins.length > 0) throw new Error(`both bundled and apart: ${[...new Set(twins)].join(', ')}`)
}

function entriesBelow(modules) {
  const files = ENTRIES.map((name) => join(modules, `${name}.js`)).filter((file) => existsSync(file))
  return Object.fromEntries(files.map((file) => [basename(file, '.js'), file]))
}

/**
 * @param {string} modules directory of what was compiled
 * @param {string} to directory of the entries; nothing is written
 * @param {boolean} isMapped whether the files say where their maps are
 * @returns {Promise<{ path: string, text: string }[]>} absolute paths and contents, the entries last: a file of before
 * is replaced when all it needs is there
 */
export async function bundle(modules, to, isMapped) {
  const { build } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    entryPoints: entriesBelow(modules),
    outdir: to,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: TARGET,
    mainFields: ['module', 'main'],
    entryNames: '[name]',
    chunkNames: `${CHUNKS}/[name]-[hash]`,
    minifySyntax: true,
    minifyWhitespace: true,
    // The sources lie beside what is built; the maps are for line numbers. Node.js takes 100 MB and a second of its start
    // to read them, when it is told where they are and is run with --enable-source-maps.
    sourcemap: isMapped ? 'linked' : 'external',
    sourcesContent: false,
    banner: { js: BANNER },
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [packages, oneTypeorm, oneDriver],
    write: false,
    metafile: true,
    absWorkingDir: join(import.meta.dirname, '..'),
  })
  refuseTwins(metafile)
  const depth = (path) => relative(to, path).split('/').length
  return outputFiles.map(({ path, text }) => ({ path, text })).sort((a, b) => depth(b.path) - depth(a.path))
}

/** What decides, besides the sources, what a bundle is: this script, and which versions of packages are installed. */
export function bundleInputs(root) {
  const lock = join(root, 'package-lock.json')
  return [readFileSync(import.meta.filename, 'utf8'), readFileSync(lock, 'utf8')]
}

// Copies the lexicon documents out of the published @atproto/api package into lexicons/, one file per NSID. The product's
// own documents, which lie beside them, stay as they are.
//
//   node scripts/update-lexicons.mjs --newer <folder of a later @atproto/api> [--from <folder of an installed one>]
//
// The release that is installed is not the latest one, which does not run on every Node.js that this server runs on; the
// few documents that have to be later are copied out of it all the same.
//
// None of the others is edited by hand: to change a document, install another release and run this again, then
// scripts/generate-lexicons.mjs.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { OWN_PREFIX } from './lexicon-codegen/constants.mjs'

/** Whose methods a PDS serves, forwards or stores records of; `tools.ozone.*` is a moderation service's own API. */
const NAMESPACES = ['com.atproto.', 'app.bsky.', 'chat.bsky.', 'com.germnetwork.']

/** Documents of the later release: its `aud` may have a fragment. */
const NEWER = ['com.atproto.server.getServiceAuth']

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'lexicons')
const { values } = parseArgs({ options: { from: { type: 'string' }, newer: { type: 'string' } } })
if (values.newer === undefined) throw new Error(`${NEWER.join(', ')}: give --newer <folder>`)
const source = resolve(values.from ?? join(root, 'node_modules/@atproto/api'))

const manifest = await manifestOf(source)
const newer = await manifestOf(resolve(values.newer))
const replacements = new Map(
  (await publishedDocuments(resolve(values.newer), newer)).map((document) => [document.id, document]),
)
const documents = (await publishedDocuments(source, manifest))
  .map((document) => (NEWER.includes(document.id) ? replacements.get(document.id) : document))
  .filter((document) => NAMESPACES.some((namespace) => document.id.startsWith(namespace)))
  .map(withSpecifiedRefs)
  .sort((a, b) => (a.id < b.id ? -1 : 1))

const vendored = new Set(NAMESPACES.map((namespace) => namespace.split('.')[0]))
for (const folder of vendored) await rm(join(target, folder), { recursive: true, force: true })
for (const document of documents) {
  const file = join(target, ...document.id.split('.')) + '.json'
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(document, null, 2) + '\n')
}
await writeFile(join(target, 'REVISION.md'), revisionNote(manifest, newer, documents.length))
console.log(`${documents.length} documents of ${manifest.name}@${manifest.version}`)

async function manifestOf(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
}

async function publishedDocuments(folder, { main, exports }) {
  const entry = main ?? exports['.'].default
  const module = await import(pathToFileURL(join(folder, entry)).href)
  const documents = module.schemas ?? module.default?.schemas
  if (!Array.isArray(documents)) throw new Error(`${folder} exports no \`schemas\``)
  return documents
}

/** The package rewrites every reference to `lex:<nsid>#<name>`; the specification knows `<nsid>#<name>` and `#<name>`. */
function withSpecifiedRefs(document) {
  const restore = (ref) => {
    const plain = ref.replace(/^lex:/, '')
    return plain.startsWith(`${document.id}#`) ? plain.slice(document.id.length) : plain
  }
  const walk = (node) => {
    if (Array.isArray(node)) return node.map(walk)
    if (typeof node !== 'object' || node === null) return node
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]))
    if (node.type === 'ref' && typeof node.ref === 'string') copy.ref = restore(node.ref)
    if (node.type === 'union' && Array.isArray(node.refs)) copy.refs = node.refs.map(restore)
    return copy
  }
  return walk(document)
}

function revisionNote({ name, version }, newer, count) {
  return `# Where these documents come from

${count} lexicon documents, extracted from the npm package \`${name}\` version ${version} by
\`scripts/update-lexicons.mjs\`. References are written as the Lexicon specification writes them (the package
prefixes them with \`lex:\`); nothing else differs from what was published. Do not edit these files.

From version ${newer.version}: ${NEWER.map((nsid) => `\`${nsid}\``).join(', ')}.

Namespaces: ${NAMESPACES.map((namespace) => `\`${namespace}*\``).join(', ')}. What begins with \`${OWN_PREFIX}.\` is of this product, and
edited here.
`
}

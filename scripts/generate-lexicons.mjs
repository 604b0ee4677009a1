// Generates libs/lexicon/src/generated from the documents in lexicons/.
//
//   node scripts/generate-lexicons.mjs            write
//   node scripts/generate-lexicons.mjs --check    write nothing; exit 1 if something is stale
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emitConstants, emitDocuments, emitTypeIndex, NAMESPACES } from './lexicon-codegen/constants.mjs'
import { LexiconTypes } from './lexicon-codegen/types.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'libs/lexicon/src/generated')

const documents = await readDocuments(join(root, 'lexicons'))
const files = generate(documents)
const stale = await staleFiles(files)

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`stale: libs/lexicon/src/generated/${name}`)
  if (stale.length > 0) {
    console.error('run: npm run lexicons')
    process.exitCode = 1
  }
} else {
  await write(stale)
  console.log(`${documents.length} lexicon documents, ${files.size} files, ${stale.length} changed`)
}

async function readDocuments(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
  const documents = await Promise.all(
    paths.map(async (entry) => JSON.parse(await readFile(join(entry.parentPath, entry.name), 'utf8'))),
  )
  return documents.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Contents by file name, relative to the generated folder. */
function generate(documents) {
  const types = new LexiconTypes(documents)
  const files = new Map()
  files.set('documents.ts', emitDocuments(documents))
  for (const group of types.groups()) files.set(`types/${group}.ts`, types.emitGroup(group))
  files.set('types/index.ts', emitTypeIndex(types))
  for (const namespace of NAMESPACES) files.set(`${namespace}.ts`, emitConstants(namespace, types))
  return files
}

async function staleFiles(files) {
  const present = await readdir(target, { recursive: true, withFileTypes: true }).catch(() => [])
  const names = present
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(target.length + 1))
  const stale = names.filter((name) => !files.has(name))
  for (const [name, text] of files) {
    const old = await readFile(join(target, name), 'utf8').catch(() => undefined)
    if (old !== text) stale.push(name)
  }
  return stale
}

async function write(names) {
  for (const name of names) {
    const file = join(target, name)
    const text = files.get(name)
    if (text === undefined) {
      await rm(file)
      continue
    }
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

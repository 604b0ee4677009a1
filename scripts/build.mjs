// npm run build: compiles src/, migrations/ and libs/*/src with swc, only what has changed, bundles what runs of it
// (bundle.mjs), and builds web/ with Vite (build-web.mjs). Types are checked by `npm run check`.
//
// Every output is written aside and renamed, and what was built from which sources is written down last: a build that
// was interrupted never counts as fresh, and a server that runs meanwhile never reads half a file.
import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildWeb, isOfWeb, isWebFresh } from './build-web.mjs'
import { bundle, bundleInputs } from './bundle.mjs'

const ROOT = join(import.meta.dirname, '..')
const BUILT = join(ROOT, 'dist')
const MODULES = join(BUILT, 'modules')
const MAIN = join(BUILT, 'main.js')
const RECORD = join(BUILT, '.build.json')
const SWCRC = join(ROOT, '.swcrc')
const LOCK = join(ROOT, 'node_modules', '.cache', 'guildhall-build.lock')

const LOCK_RETRY_MS = 50
/** A build takes seconds; a lock that is held for longer was left by somebody who died. */
const LOCK_MAX_MS = 60_000

/** What is compiled, and where it goes. */
function parts() {
  const libs = readdirSync(join(ROOT, 'libs'))
  return [
    { from: join(ROOT, 'src'), to: MODULES },
    { from: join(ROOT, 'migrations'), to: join(MODULES, 'migrations') },
    ...libs.map((name) => ({ from: join(ROOT, 'libs', name, 'src'), to: join(ROOT, 'libs', name, 'dist') })),
  ]
}

function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

const isSource = (file) => file.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(file)
const digestOf = (data) => createHash('sha256').update(data).digest('base64url')

/** All sources, and where they are compiled to. */
function listSources() {
  return parts().flatMap(({ from, to }) =>
    filesBelow(from)
      .filter(isSource)
      .map((file) => {
        const output = join(to, `${relative(from, file).slice(0, -'.ts'.length)}.js`)
        return { file, name: relative(ROOT, file), output }
      }),
  )
}

/** The same, with what they contain. */
function readSources() {
  return listSources().map((source) => {
    const text = readFileSync(source.file, 'utf8')
    return { ...source, text, digest: digestOf(text) }
  })
}

/** Changes when a source is written to: to look at them all is quicker than to read them. */
function stampOf(sources) {
  const times = sources.map(({ file, name }) => {
    const { mtimeMs, size } = statSync(file)
    return `${name} ${mtimeMs} ${size}`
  })
  return digestOf(times.join('\n'))
}

/** Everything besides the sources that decides what comes out. */
function toolsDigest() {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const script = readFileSync(import.meta.filename, 'utf8')
  const texts = [devDependencies['@swc/core'], readFileSync(SWCRC, 'utf8'), script, ...bundleInputs(ROOT)]
  return digestOf(texts.join('\n'))
}

/** What the last complete build was made from, and what was bundled. */
function readRecord() {
  const nothing = { tools: '', sources: {}, stamp: '', bundle: [], isMapped: false }
  try {
    return { ...nothing, ...JSON.parse(readFileSync(RECORD, 'utf8')) }
  } catch {
    return nothing
  }
}

function staleSources(sources, tools) {
  const record = readRecord()
  return sources.filter(
    ({ name, digest, output }) =>
      record.tools !== tools || record.sources[name] !== digest || !existsSync(output),
  )
}

/** Outputs, of this build or of an older one, that no source stands for any more. */
function leftovers(sources, bundled) {
  const wanted = new Set([RECORD, ...bundled, ...sources.flatMap(({ output }) => [output, `${output}.map`])])
  const folders = [BUILT, ...new Set(parts().map(({ to }) => to))]
  return [...new Set(folders.flatMap(filesBelow))].filter((file) => !wanted.has(file) && !isOfWeb(file))
}

async function compile({ file, name, text, output }) {
  const { transform } = await import('@swc/core')
  try {
    const { code, map } = await transform(text, {
      filename: file,
      sourceFileName: relative(dirname(output), file),
      configFile: SWCRC,
      // The sources lie beside what is built; the maps are for line numbers.
      inlineSourcesContent: false,
    })
    return { output, code: `${code}//# sourceMappingURL=${basename(output)}.map\n`, map }
  } catch (error) {
    // What follows are the insides of the compiler.
    const [what] = error.message.split('\n\nCaused by:')
    throw new Error(`${name} could not be compiled:\n${what}`, { cause: error })
  }
}

/** Appears whole or not at all. */
function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  const aside = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(aside, text)
  renameSync(aside, file)
}

async function compileAll(stale) {
  const results = await Promise.allSettled(stale.map(compile))
  const problems = results.flatMap(({ reason }) => (reason ? [reason.message] : []))
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return results.map(({ value }) => value)
}

/** Nobody else builds until the returned function is called. */
async function lock() {
  mkdirSync(dirname(LOCK), { recursive: true })
  for (const deadline = performance.now() + LOCK_MAX_MS; ; await sleep(LOCK_RETRY_MS)) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
      return () => rmSync(LOCK, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isAlive(lockHolder()) || performance.now() > deadline) rmSync(LOCK, { force: true })
  }
}

function lockHolder() {
  try {
    return Number(readFileSync(LOCK, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

/** Somebody of whom nothing is known is taken to live: the file may just have been made. */
function isAlive(pid) {
  try {
    return pid === undefined || process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Whether all files of the last bundle are there. */
const isBundled = ({ bundle: bundled }) =>
  bundled.length > 0 && bundled.every((name) => existsSync(join(ROOT, name)))

/**
 * Whether nothing has to be done, given what is stale, and what lies there besides what there should be.
 * @param isMapped undefined: whether the bundle names its maps does not matter
 */
function isDone(sources, stale, surplus, isMapped) {
  const record = readRecord()
  if (isMapped !== undefined && record.isMapped !== isMapped) return false
  const isComplete = Object.keys(record.sources).length === sources.length
  return stale.length + surplus.length === 0 && isComplete && isBundled(record)
}

async function buildLocked(isMapped) {
  // Before they are read: what is written meanwhile makes the stamp a stale one.
  const stamp = stampOf(listSources())
  const sources = readSources()
  const tools = toolsDigest()
  const stale = staleSources(sources, tools)
  const compiled = await compileAll(stale)
  const last = readRecord().bundle.map((name) => join(ROOT, name))
  const surplus = leftovers(sources, last)
  if (isDone(sources, stale, surplus, isMapped)) return { all: sources.length, changed: 0 }
  rmSync(RECORD, { force: true })
  for (const { output, code, map } of compiled) {
    writeWhole(`${output}.map`, map)
    writeWhole(output, code)
  }
  const bundled = await bundle(MODULES, BUILT, isMapped)
  for (const { path, text } of bundled) writeWhole(path, text)
  const written = bundled.map(({ path }) => path)
  for (const file of leftovers(sources, written)) rmSync(file, { force: true })
  const digests = Object.fromEntries(sources.map(({ name, digest }) => [name, digest]))
  const names = written.map((path) => relative(ROOT, path))
  writeWhole(RECORD, JSON.stringify({ tools, sources: digests, stamp, bundle: names, isMapped }))
  const gone = surplus.filter((file) => file.startsWith(join(MODULES, '/')) && file.endsWith('.js'))
  return { all: sources.length, changed: stale.length + gone.length }
}

/** Whether dist/ is what the sources say. An installation that came without sources has nothing to compare with. */
export function isFresh() {
  if (!existsSync(join(ROOT, 'src'))) return existsSync(MAIN)
  const record = readRecord()
  const tools = toolsDigest()
  const isUntouched = record.tools === tools && record.stamp === stampOf(listSources())
  if (isUntouched) return isBundled(record) && isWebFresh()
  const sources = readSources()
  return isDone(sources, staleSources(sources, tools), []) && isWebFresh()
}

/**
 * Builds what is stale. Throws with all that is wrong, and leaves the last build as it is, if a source cannot be
 * compiled.
 * @param {{ isMapped?: boolean }} options whether traces of a server that is run with --enable-source-maps name the sources
 * @returns {Promise<{ all: number, changed: number }>} how many sources there are, and how many were compiled or are
 * gone
 */
export async function build({ isMapped = false } = {}) {
  const release = await lock()
  try {
    const [server, web] = [await buildLocked(isMapped), await buildWeb()]
    return { all: server.all + web.all, changed: server.changed + web.changed }
  } finally {
    release()
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const began = performance.now()
  try {
    const { all, changed } = await build()
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(changed === 0 ? 'dist is fresh' : `built ${changed} of ${all} files in ${seconds} s`)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}

// The browser's part of the build: web/ to dist/web with Vite, as a whole, only when something in it has changed.
//
//   client/  what browsers load, under names that change with the content; each file compressed as well
//   server/  the same pages for the server, everything they need bundled
//
// It is built aside and takes the place of the last build at the end.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const ROOT = join(import.meta.dirname, '..')
const WEB = join(ROOT, 'web')
const LEFT_OUT = new Set(['node_modules', 'README.md'])
const BUILT = join(ROOT, 'dist', 'web')
const RECORD = join(BUILT, '.build.json')
/** Where builds lie until they are complete; what was left by one that was interrupted begins the same. */
const ASIDE = '.web-'

/** Whether a file below dist/ comes from here. */
export const isOfWeb = (file) => file.startsWith(join(BUILT, '/')) || file.includes(join(ROOT, 'dist', ASIDE))

function sources() {
  if (!existsSync(WEB)) return []
  return readdirSync(WEB, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(WEB, join(entry.parentPath, entry.name)))
    .filter((name) => !LEFT_OUT.has(name.split('/')[0]) && !/\.spec\.tsx?$/.test(name))
    .sort()
}

/** Of everything that decides what comes out; the versions of the packages stand in web/package.json. */
function digest(names) {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename))
  for (const name of names) hash.update(`\0${name}\0`).update(readFileSync(join(WEB, name)))
  return hash.digest('base64url')
}

function recorded() {
  try {
    return JSON.parse(readFileSync(RECORD, 'utf8')).digest
  } catch {
    return undefined
  }
}

/** Whether dist/web is what web/ says. */
export function isWebFresh() {
  const names = sources()
  return names.length === 0 || recorded() === digest(names)
}

/**
 * Builds web/ if it has changed; nobody else may build meanwhile.
 * @returns {Promise<{ all: number, changed: number }>} how many sources there are, and how many were built
 */
export async function buildWeb() {
  const names = sources()
  const now = digest(names)
  if (names.length === 0 || recorded() === now) return { all: names.length, changed: 0 }
  const aside = join(ROOT, 'dist', `${ASIDE}${randomBytes(6).toString('hex')}`)
  try {
    await bundle(aside)
    compressAll(join(aside, 'client'))
    writeFileSync(join(aside, '.build.json'), JSON.stringify({ digest: now }))
    rmSync(BUILT, { recursive: true, force: true })
    renameSync(aside, BUILT)
  } finally {
    for (const name of readdirSync(join(ROOT, 'dist'))) {
      if (name.startsWith(ASIDE)) rmSync(join(ROOT, 'dist', name), { recursive: true, force: true })
    }
  }
  return { all: names.length, changed: names.length }
}

async function bundle(folder) {
  // Whoever builds: within a test, Vite would make what developers debug, which does not run here.
  process.env.NODE_ENV = 'production'
  const { build } = await import('vite')
  const { clientBuild, serverBuild } = await import('../web/vite.config.mjs')
  await build(clientBuild(join(folder, 'client')))
  const manifest = JSON.parse(readFileSync(join(folder, 'client', 'manifest.json'), 'utf8'))
  await build(serverBuild(join(folder, 'server'), manifest))
}

/** The server sends what is there already: it compresses nothing while it serves. */
function compressAll(client) {
  const assets = join(client, 'assets')
  for (const name of readdirSync(assets)) {
    const bytes = readFileSync(join(assets, name))
    writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }))
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes))
  }
}

// Puts together what is installed on a machine without the sources: what was built, what it needs of npm, the scripts
// that start it. `node docker/layout.mjs <new directory>`, after `npm run build`. The image is made of it, and the systemd
// unit expects it in /opt/guildhall. Packages are those that `npm ci` has installed beside the sources: what runs there is
// what was built and tested with.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** Files and folders that are taken as they are. */
const TAKEN = ['dist', 'package.json']
/** What tools and tests use of what was built: the server has it in its bundle. */
const FOR_TOOLS = join(ROOT, 'dist/modules')
/** Scripts that the server needs to start. */
const SCRIPTS = [
  'build-web.mjs',
  'build.mjs',
  'bundle.mjs',
  'healthcheck.cjs',
  'launch.cjs',
  'pds.cjs',
  'start.cjs',
]
/** What npm installed for people who write code, in packages that are needed to run it. */
const FOR_DEVELOPERS = /\.(d\.[cm]?ts|[cm]?js\.map|ts\.map|tsbuildinfo)$/
/** Packages that are needed to build only: one that another asks for, and the pages, which are in `dist` as they were built. */
const TO_BUILD_ONLY = ['node_modules/typescript', 'node_modules/@guildhall/web']

const [given] = process.argv.slice(2)
if (!given) throw new Error('usage: node docker/layout.mjs <new directory>')
const target = resolve(given)
if (existsSync(target) && readdirSync(target).length > 0) throw new Error(`${target} is not empty`)
if (!existsSync(join(ROOT, 'dist/main.js'))) throw new Error('nothing was built; run npm run build first')

const libraries = readdirSync(join(ROOT, 'libs')).filter((name) =>
  existsSync(join(ROOT, 'libs', name, 'dist')),
)
const take = (path) =>
  cpSync(join(ROOT, path), join(target, path), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => from !== FOR_TOOLS,
  })

mkdirSync(target, { recursive: true })
TAKEN.forEach(take)
for (const name of SCRIPTS) take(join('scripts', name))
take('docker/entrypoint.sh')
for (const name of libraries) {
  take(join('libs', name, 'package.json'))
  take(join('libs', name, 'dist'))
}
takePackages()
closeToInstallation()

/**
 * Takes each package that is needed to run, from where npm has put it to the same place.
 * @throws when another version is there than the lock file asks for
 */
function takePackages() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  for (const [path, { version, dev, link, optional }] of Object.entries(packages)) {
    if (dev || !path.startsWith('node_modules/') || TO_BUILD_ONLY.includes(path)) continue
    const from = join(ROOT, path)
    // Compiled code for other processors.
    if (optional && !existsSync(from)) continue
    if (!link && versionIn(from) !== version)
      throw new Error(`${path} is not what package-lock.json asks for; run npm ci first`)
    cpSync(from, join(target, path), { recursive: true, verbatimSymlinks: true, filter: isNeeded(from) })
  }
}

function versionIn(directory) {
  const file = join(directory, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined
}

/** What lies within a package: others have a line of their own in the lock file, and code for people is read by nobody. */
function isNeeded(from) {
  return (path) =>
    !(basename(path) === 'node_modules' && dirname(path) === from) && !FOR_DEVELOPERS.test(path)
}

/** Nobody installs anything here. */
function closeToInstallation() {
  const file = join(target, 'package.json')
  const { name, version, license, type, engines, bin, imports, dependencies, optionalDependencies } =
    JSON.parse(readFileSync(file, 'utf8'))
  const kept = {
    name,
    version,
    private: true,
    license,
    type,
    engines,
    bin,
    imports,
    dependencies,
    optionalDependencies,
  }
  writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`)
}

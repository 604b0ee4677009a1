// The two servers that are compared, each a process on a data directory of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findReference } from '../../test/support/reference-pds.mjs'

const ROOT = join(import.meta.dirname, '..', '..')
const READY_MS = 60_000
const END_MS = 30_000
export const ADMIN_PASSWORD = 'password of the benchmark'
export const BLOB_BYTES_MAX = 400_000_000

/** What both are told, in the words that both know. */
const settings = ({ port, directory, services }) => ({
  PDS_HOSTNAME: 'localhost',
  PDS_PORT: String(port),
  PDS_SERVICE_DID: `did:web:localhost%3A${port}`,
  PDS_SERVICE_HANDLE_DOMAINS: '.bench.test',
  PDS_DATA_DIRECTORY: directory,
  PDS_BLOBSTORE_DISK_LOCATION: join(directory, 'blobs'),
  PDS_DID_PLC_URL: services.plcUrl,
  PDS_BSKY_APP_VIEW_URL: services.appViewUrl,
  PDS_BSKY_APP_VIEW_DID: services.appViewDid,
  PDS_EMAIL_SMTP_URL: services.smtpUrl,
  PDS_EMAIL_FROM_ADDRESS: 'pds@bench.example.com',
  PDS_JWT_SECRET: 'a secret for benchmarks only',
  PDS_DPOP_SECRET: '55'.repeat(32),
  PDS_ADMIN_PASSWORD: ADMIN_PASSWORD,
  PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: '66'.repeat(32),
  PDS_INVITE_REQUIRED: 'false',
  PDS_DEV_MODE: 'true',
  PDS_DISABLE_SSRF_PROTECTION: 'true',
  PDS_RATE_LIMITS_ENABLED: 'false',
  PDS_BLOB_UPLOAD_LIMIT: String(BLOB_BYTES_MAX),
  PDS_MAX_REPO_IMPORT_SIZE: '2000000000',
  LOG_ENABLED: 'false',
})

/** @returns how to start this project's server, as built */
export const guildhall = () => ({ name: 'guildhall', command: [process.execPath, 'dist/main.js'], cwd: ROOT })

/** @returns how to start what shows how much Node itself needs for some of the calls, and which measurements these are */
export const bare = () => ({
  name: 'bare',
  knows: /^(get-record|list-records|describe-repo|resolve-handle|get-session|latest-commit|get-blob|proxy)/,
  command: [process.execPath, 'bench/harness/bare-server.mjs'],
  cwd: ROOT,
})

/** @returns how to start the reference; undefined if it is not installed */
export async function reference() {
  const installed = await findReference()
  if (!installed) return undefined
  const start = `import('@atproto/pds').then(({ PDS }) => PDS.run())`
  return {
    name: 'reference',
    command: [installed.node, '--input-type=module', '-e', start],
    cwd: installed.folder,
  }
}

async function freePort() {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** A server that runs. */
export class Target {
  #child

  constructor(definition, services, directory, port) {
    Object.assign(this, { name: definition.name, definition, services, directory, port })
    this.url = `http://localhost:${port}`
  }

  /** Starts one on an empty data directory. */
  static async start(definition, services) {
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-bench-'))
    await mkdir(join(directory, 'blobs'))
    const target = new Target(definition, services, directory, await freePort())
    await target.run()
    return target
  }

  get pid() {
    return this.#child.pid
  }

  /** Starts the process. @returns ms until it was healthy */
  async run() {
    const [program, ...args] = this.definition.command
    const { PATH, HOME } = process.env
    const began = performance.now()
    this.#child = spawn(program, args, {
      cwd: this.definition.cwd,
      env: { PATH, HOME, ...settings(this) },
      stdio: 'ignore',
    })
    while (performance.now() - began < READY_MS && this.#child.exitCode === null) {
      const isHealthy = await fetch(`${this.url}/xrpc/_health`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isHealthy) return performance.now() - began
      await sleep(10)
    }
    throw new Error(`${this.name} did not start`)
  }

  async stop() {
    if (this.#child.exitCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    const late = setTimeout(() => this.#child.kill('SIGKILL'), END_MS)
    await ended
    clearTimeout(late)
  }

  async remove() {
    await this.stop()
    await rm(this.directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

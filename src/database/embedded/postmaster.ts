import { spawn, type ChildProcess } from 'node:child_process'
import {
  closeSync,
  fchownSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, workingDirectoryOf } from './process-identity.js'
import type { SystemAccount } from './system-account.js'

const POLL_MS = 10
/** Recovery after a crash may have much to do. */
const START_TIMEOUT_MS = 10 * 60_000
/** After this, connections are cut and the next start recovers from the log. */
const STOP_TIMEOUT_MS = 30_000
const LOG_SIZE_MAX_BYTES = 10 * 1024 * 1024
const LOG_TAIL_CHARS = 2_000

const MIB = 1024 * 1024
/**
 * Of the memory that a session has used, it keeps some megabytes for the next statement. By default glibc returns all
 * that is larger than 128 KiB at once, and fetches it anew, page by page, for every export of a repository.
 */
const ENVIRONMENT = {
  LC_ALL: 'C',
  MALLOC_MMAP_THRESHOLD_: String(8 * MIB),
  MALLOC_TRIM_THRESHOLD_: String(16 * MIB),
}

/** Line of postmaster.pid on which PostgreSQL says how far it is. */
const STATUS_LINE = 7

/** How to start PostgreSQL. */
export interface Launch {
  program: string
  args: readonly string[]
  account: SystemAccount | undefined
  logFile: string
  /** Name of the socket's lock file, which is removed with the traces of a dead process. */
  socketLock: string
}

/** The main process of PostgreSQL for one cluster: found if it runs, started, watched, stopped. */
export class Postmaster {
  readonly #directory: string
  readonly #pidFile: string
  #child: ChildProcess | undefined

  /** @param directory the cluster */
  constructor(directory: string) {
    this.#directory = realpathSync(directory)
    this.#pidFile = join(directory, 'postmaster.pid')
  }

  /** Id of the running process; undefined when there is none. */
  get pid(): number | undefined {
    const pid = Number(this.#pidLines()[0])
    return pid > 0 && isAlive(pid) && this.#isOurs(pid) ? pid : undefined
  }

  /** Starts PostgreSQL in a session of its own, so that it survives this process and its terminal. */
  async start(launch: Launch): Promise<void> {
    this.#removeTraces(launch.socketLock)
    rotate(launch.logFile)
    const log = openSync(launch.logFile, 'a', 0o600)
    const { account } = launch
    try {
      if (account) fchownSync(log, account.uid, account.gid)
      this.#child = spawn(launch.program, launch.args, {
        ...account,
        cwd: this.#directory,
        detached: true,
        stdio: ['ignore', log, log],
        env: ENVIRONMENT,
      })
    } finally {
      closeSync(log)
    }
    const child = this.#child
    child.unref()
    let failure: string | undefined
    child.once('error', (error) => (failure = error.message))
    child.once('exit', (code, signal) => (failure = `PostgreSQL ended with ${signal ?? code}`))
    await this.ready(() => failure)
    if (failure !== undefined) throw new Error(`${failure}\n${tail(launch.logFile)}`)
  }

  /**
   * Waits until PostgreSQL accepts connections.
   * @param failure ends the waiting when it returns something
   */
  async ready(failure: () => string | undefined = () => undefined): Promise<void> {
    const deadline = performance.now() + START_TIMEOUT_MS
    while (failure() === undefined) {
      if (this.pid !== undefined && this.#pidLines()[STATUS_LINE]?.startsWith('ready')) return
      if (performance.now() > deadline) throw new Error('PostgreSQL did not become ready in time')
      await sleep(POLL_MS)
    }
  }

  /** Calls `gone` once when the process ends, however it ends. Returns how to stop watching. */
  watch(gone: () => void, intervalMs: number): () => void {
    const child = this.#child
    if (child && child.exitCode === null && child.signalCode === null) {
      child.once('exit', gone)
      return () => void child.off('exit', gone)
    }
    // Taken over from an earlier process of ours: not our child, so nobody tells us.
    const timer = setInterval(() => {
      if (this.pid !== undefined) return
      clearInterval(timer)
      gone()
    }, intervalMs).unref()
    return () => clearInterval(timer)
  }

  /** Stops PostgreSQL: no new connections, open transactions rolled back, everything written. */
  async stop(): Promise<void> {
    const { pid } = this
    if (pid === undefined) return
    process.kill(pid, 'SIGINT')
    const deadline = performance.now() + STOP_TIMEOUT_MS
    let urged = false
    while (this.pid === pid) {
      if (!urged && performance.now() > deadline) {
        process.kill(pid, 'SIGQUIT')
        urged = true
      }
      await sleep(POLL_MS)
    }
  }

  #pidLines(): string[] {
    try {
      return readFileSync(this.#pidFile, 'utf8').split('\n')
    } catch {
      return []
    }
  }

  /** PostgreSQL works in its cluster's directory; another process that got the same id does not. */
  #isOurs(pid: number): boolean {
    return platform() !== 'linux' || workingDirectoryOf(pid) === this.#directory
  }

  /**
   * PostgreSQL takes the id in these files for a running server when any process of its user has it, which happens
   * in containers, where ids are small and zombies stay. That a server really runs, it still sees by the memory.
   */
  #removeTraces(socketLock: string): void {
    const pid = Number(this.#pidLines()[0])
    if (!(pid > 0) || this.pid !== undefined) return
    rmSync(this.#pidFile, { force: true })
    rmSync(socketLock, { force: true })
  }
}

function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_SIZE_MAX_BYTES) renameSync(logFile, `${logFile}.old`)
}

function tail(logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8').slice(-LOG_TAIL_CHARS)
  } catch {
    return ''
  }
}

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { platform } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { ClientConfig } from 'pg'
import type { Log } from '../../telemetry/index.js'
import { ensureDatabase } from './ensure-database.js'
import { EMBEDDED_DATABASE, EMBEDDED_USER } from './embedded-names.js'
import { EmbeddedProblem, USE_EXTERNAL } from './embedded-problem.js'
import { embeddedSettings, type EmbeddedChoices } from './embedded-settings.js'
import { findBinaries, reachableBinaries, type PostgresBinaries } from './postgres-binaries.js'
import { Postmaster } from './postmaster.js'
import { privateDirectory, socketDirectory, socketLock } from './socket-directory.js'
import { Supervision } from './supervision.js'
import { accountFor, canReach, type SystemAccount } from './system-account.js'

const execute = promisify(execFile)

/** How a process names the directory it works in, even where the way to it is closed to its user. */
const OWN_WORKING_DIRECTORY = '/proc/self/cwd'

/** Processes of a killed server need a moment to notice that it is gone. */
const START_ATTEMPTS = 20
const START_RETRY_MS = 250
const MEMORY_STILL_IN_USE = /pre-existing shared memory block/

const WATCH_MS = 1_000
const RESTART_PAUSE_MS = 1_000

/** How a start went. */
export interface StartReport {
  /** The cluster was made just now. */
  fresh: boolean
  /** It ran already: an earlier process of ours was killed, or another one is at work. */
  adopted: boolean
}

/**
 * A PostgreSQL of our own, from programs that npm installs: made, started, kept running and stopped by this
 * process; reachable by a unix socket only. As root it runs as an ordinary user, also below directories that this
 * user could not enter by their path.
 */
export class EmbeddedPostgres {
  readonly #cluster: string
  readonly #supervision: Supervision
  #binaries!: PostgresBinaries
  #account: SystemAccount | undefined
  #socketDirectory!: string
  #postmaster: Postmaster | undefined
  #stopWatching: (() => void) | undefined
  #stopping = false
  #isSupervisor = false

  /** @param directory holds the cluster, the socket and the log, and nothing else */
  constructor(
    private readonly directory: string,
    private readonly choices: EmbeddedChoices,
    private readonly log: Log,
  ) {
    this.#cluster = join(directory, 'cluster')
    this.#supervision = new Supervision(join(directory, 'supervisor'))
  }

  /** How to connect, once started. */
  get connection(): Readonly<ClientConfig> {
    return {
      host: this.#socketDirectory,
      port: 5432,
      user: EMBEDDED_USER,
      database: EMBEDDED_DATABASE,
      password: '',
    }
  }

  /** @throws {EmbeddedProblem} when this system cannot run it */
  async start(): Promise<StartReport> {
    this.#binaries = await findBinaries()
    mkdirSync(dirname(this.directory), { recursive: true })
    this.#account = accountFor(this.directory)
    if (this.#account) this.#binaries = reachableBinaries(this.#binaries, this.#account)
    privateDirectory(this.directory, this.#account)
    this.#socketDirectory = socketDirectory(join(this.directory, 'run'), this.#account)
    const supervisor = this.#supervision.take()
    this.#isSupervisor = supervisor === undefined
    if (!this.#isSupervisor) {
      this.log.warn({ pid: supervisor }, 'another process looks after the database in this data directory')
    }
    const fresh = this.#isSupervisor && (await this.#makeCluster())
    this.#checkVersion()
    this.#postmaster = new Postmaster(this.#cluster)
    const adopted = await this.#startOrAdopt(this.#postmaster)
    if (this.#isSupervisor) this.#watch(this.#postmaster)
    await ensureDatabase(this.connection)
    return { fresh, adopted }
  }

  /** Stops the database, unless another process looks after it. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#stopWatching?.()
    if (!this.#isSupervisor) return
    await this.#postmaster?.stop()
    this.#supervision.release()
  }

  /** Made aside and renamed, so that a cluster is complete or absent. */
  async #makeCluster(): Promise<boolean> {
    if (existsSync(this.#cluster)) return false
    const aside = `${this.#cluster}.new`
    rmSync(aside, { recursive: true, force: true })
    privateDirectory(aside, this.#account)
    const args = [
      '-D',
      this.#nameFor(aside),
      '-U',
      EMBEDDED_USER,
      '-E',
      'UTF8',
      '--auth-local=trust',
      '--auth-host=reject',
    ]
    args.push('--locale-provider=builtin', '--locale=C.UTF-8', '--data-checksums', '--no-instructions')
    if (!this.choices.durable) args.push('--no-sync')
    try {
      await execute(this.#binaries.initdb, args, { ...this.#account, cwd: aside, env: { LC_ALL: 'C' } })
    } catch (cause) {
      const { stderr, message } = cause as { stderr?: string; message: string }
      throw new EmbeddedProblem(`The database could not be made: ${stderr || message}`, USE_EXTERNAL, {
        cause,
      })
    }
    renameSync(aside, this.#cluster)
    return true
  }

  #checkVersion(): void {
    const major = readFileSync(join(this.#cluster, 'PG_VERSION'), 'utf8').trim()
    if (major === this.#binaries.major) return
    throw new EmbeddedProblem(
      `The database in ${this.#cluster} was made by PostgreSQL ${major}, but this release brings PostgreSQL ${this.#binaries.major}.`,
      `Start the release that made it and export the data first. ${USE_EXTERNAL}`,
    )
  }

  async #startOrAdopt(postmaster: Postmaster): Promise<boolean> {
    if (postmaster.pid !== undefined || !this.#isSupervisor) {
      await postmaster.ready()
      return true
    }
    for (let attempt = 1; ; attempt++) {
      try {
        await postmaster.start(this.#launch())
        return false
      } catch (error) {
        const { message } = error as Error
        if (attempt === START_ATTEMPTS || !MEMORY_STILL_IN_USE.test(message)) throw error
        await sleep(START_RETRY_MS)
      }
    }
  }

  #launch() {
    const settings = {
      ...embeddedSettings(this.choices),
      unix_socket_directories: this.#nameForSockets(),
    }
    return {
      program: this.#binaries.postgres,
      args: [
        '-D',
        this.#nameFor(this.#cluster),
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      account: this.#account,
      logFile: join(this.directory, 'postgres.log'),
      socketLock: socketLock(this.#socketDirectory),
    }
  }

  /** What to call a directory that the process works in: its path, or a name that needs no way to it. */
  #nameFor(directory: string): string {
    if (!this.#account || canReach(this.#account, directory)) return directory
    if (platform() === 'linux') return OWN_WORKING_DIRECTORY
    throw new EmbeddedProblem(
      `The user ${this.#account.uid} that is to run PostgreSQL cannot enter ${directory}.`,
      `Move the data directory (PDS_DATA_DIRECTORY) to where others may enter, or do not start as root. ${USE_EXTERNAL}`,
    )
  }

  #nameForSockets(): string {
    const isInside = dirname(this.#socketDirectory) === this.directory
    return isInside && this.#nameFor(this.#cluster) === OWN_WORKING_DIRECTORY
      ? '../run'
      : this.#socketDirectory
  }

  #watch(postmaster: Postmaster): void {
    this.#stopWatching = postmaster.watch(() => void this.#revive(postmaster), WATCH_MS)
  }

  async #revive(postmaster: Postmaster): Promise<void> {
    while (!this.#stopping) {
      this.log.error({}, 'the database is gone; starting it again')
      try {
        await this.#startOrAdopt(postmaster)
        this.log.info({}, 'the database is back')
        return this.#watch(postmaster)
      } catch (error) {
        this.log.error({ err: error }, 'the database could not be started again')
        await sleep(RESTART_PAUSE_MS)
      }
    }
  }
}

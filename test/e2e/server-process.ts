import { type ChildProcess, type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from '../support/free-port.js'
import { CommandsHost, runAlone, type Said, spawnCommand } from './commands-host.js'

const execute = promisify(execFile)

const ROOT = join(import.meta.dirname, '..', '..')
const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 20_000
/** Enough of the log to see why a start failed. */
const LOG_CHARACTERS_MAX = 20_000

/** How a process ended. */
export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

/** Where a process runs, if not beside the test: how it is reached there, and the command that starts others there. */
export interface Room {
  readonly host: string
  readonly command: readonly [string, ...string[]]
}

/** The built server as a process of its own, on a data directory of its own. */
export class ServerProcess {
  #child: ChildProcess | undefined
  #exited: Promise<Exit> | undefined
  #log = ''
  readonly #commands = new CommandsHost()

  private constructor(
    readonly dataDirectory: string,
    readonly port: number,
    private readonly env: Record<string, string>,
    private readonly room?: Room,
  ) {}

  /**
   * A server with a free port, and a data directory with nothing in it but the files of a database, which is as empty;
   * not started.
   */
  static async create(env: Record<string, string> = {}, room?: Room): Promise<ServerProcess> {
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-'))
    // PostgreSQL refuses to run as root: started by root, it runs as another account, which must reach its files.
    await chmod(directory, 0o755)
    const cluster = process.env.GUILDHALL_TEST_CLUSTER
    if (cluster && env.PDS_DATABASE_URL === undefined)
      await execute('cp', ['-a', '--sparse=always', cluster, join(directory, 'postgres')])
    return new ServerProcess(
      directory,
      env.PDS_PORT === undefined ? await freePort() : Number(env.PDS_PORT),
      room ? { PDS_BIND_ADDRESS: '0.0.0.0', ...env } : env,
      room,
    )
  }

  get url(): string {
    return `http://${this.room?.host ?? 'localhost'}:${this.port}`
  }

  /** Where this process listens: another place than its URL when several of them share it. */
  get address(): string {
    return this.room ? this.url : `http://${this.env.PDS_BIND_ADDRESS ?? 'localhost'}:${this.port}`
  }

  get webSocketUrl(): string {
    return this.url.replace('http', 'ws')
  }

  /** Id of the process. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** What the process printed, the end of it. */
  get log(): string {
    return this.#log
  }

  /** Starts the process and waits until it is healthy; gives the time that took in milliseconds. */
  async start(): Promise<number> {
    const began = performance.now()
    const [program, ...args] = [...(this.room?.command ?? []), process.execPath] as [string, ...string[]]
    const child = spawn(program, [...args, join(ROOT, 'dist/main.js')], {
      cwd: ROOT,
      env: { ...this.#settings, PDS_RATE_LIMITS_ENABLED: 'false', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#log = (this.#log + chunk.toString()).slice(-LOG_CHARACTERS_MAX)
      })
    }
    this.#exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
    await this.#ready(child)
    return performance.now() - began
  }

  /**
   * Runs a command of operators with the settings of the server, in a process that was used for others before.
   * @param env settings in place of those of the server
   * @param host the process, if another one than that for all commands of this server
   */
  pds(args: readonly string[], env: Record<string, string> = {}, host = this.#commands): Promise<Said> {
    return host.run(args, this.#commandSettings(env))
  }

  /** The same in a process of its own, as operators do. */
  pdsAlone(args: readonly string[], env: Record<string, string> = {}): Promise<Said> {
    return runAlone(args, this.#commandSettings(env))
  }

  /** Begins a command, and leaves it to itself. */
  spawnPds(args: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
    return spawnCommand(args, this.#commandSettings(env))
  }

  #commandSettings(env: Record<string, string>): NodeJS.ProcessEnv {
    return { ...this.#settings, LOG_ENABLED: 'false', ...env }
  }

  get #settings(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PDS_HOSTNAME: 'localhost',
      PDS_PORT: String(this.port),
      PDS_DATA_DIRECTORY: this.dataDirectory,
    }
  }

  async #ready(child: ChildProcess): Promise<void> {
    const deadline = performance.now() + READY_TIMEOUT_MS
    while (performance.now() < deadline) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(
          `the server ended at its start (${child.exitCode ?? child.signalCode}):\n${this.#log}`,
        )
      }
      const healthy = await fetch(`${this.address}/xrpc/_health`).then(
        (answer) => answer.ok,
        () => false,
      )
      if (healthy) return
      await sleep(50)
    }
    throw new Error(`the server was not healthy within ${READY_TIMEOUT_MS} ms:\n${this.#log}`)
  }

  /** Sends a signal and waits for the end of the process. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    const child = this.#child
    if (!child || !this.#exited) throw new Error('the server was not started')
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    return this.#exited.finally(() => clearTimeout(late))
  }

  /** The end of the process, whatever the reason. */
  ended(): Promise<Exit> {
    if (!this.#exited) throw new Error('the server was not started')
    return this.#exited
  }

  /** Sends a signal and does not wait for what comes of it. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    this.#child?.kill(signal)
  }

  /** Process ids of the databases that run on the data directory. */
  async databasePids(): Promise<number[]> {
    const names = await readdir(this.dataDirectory, { recursive: true }).catch(() => [])
    const files = names.filter((name) => name.endsWith('postmaster.pid'))
    const texts = await Promise.all(files.map((name) => readFile(join(this.dataDirectory, name), 'utf8')))
    return texts.map((text) => Number.parseInt(text, 10))
  }

  /** What a statement gives on the embedded database, of which its pid file tells where it listens. */
  async sql(text: string): Promise<pg.QueryResult<Record<string, unknown>>> {
    const names = await readdir(this.dataDirectory, { recursive: true })
    const file = names.find((name) => name.endsWith('postmaster.pid'))!
    const [, , , port, host] = (await readFile(join(this.dataDirectory, file), 'utf8')).split('\n')
    const client = new pg.Client({
      host: host!,
      port: Number(port),
      user: 'guildhall',
      database: 'guildhall',
    })
    await client.connect()
    return client.query<Record<string, unknown>>(text).finally(() => client.end())
  }

  /** Ends everything that still runs, and removes the data. */
  async remove(): Promise<void> {
    this.#commands.close()
    if (this.#child && this.#child.exitCode === null && this.#child.signalCode === null) await this.stop()
    for (const pid of await this.databasePids()) {
      try {
        process.kill(pid, 'SIGQUIT')
      } catch {
        // Gone already.
      }
    }
    await rm(this.dataDirectory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

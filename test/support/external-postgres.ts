import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const OWNER = join(import.meta.dirname, 'database-owner.mjs')
const DATABASE = 'guildhall'
const PORT = 5432
const execute = promisify(execFile)

/**
 * A PostgreSQL that is not the server's: started by a process of its own, which starts it again when it ends. The server
 * must be built. With EXTERNAL_POSTGRES_URL, tests use the database there, which must be empty, and cannot stop it.
 */
export class ExternalPostgres {
  private constructor(
    private readonly directory: string | undefined,
    private readonly owner: ChildProcess | undefined,
    private readonly given: string | undefined,
    private readonly door?: string,
  ) {}

  /**
   * One whose database is migrated already, where the run of the tests has the files of such a one.
   * @param host address of this machine on which it is reached as well, beside its socket in the file system
   */
  static start(host?: string): Promise<ExternalPostgres> {
    return ExternalPostgres.#start(process.env.GUILDHALL_TEST_CLUSTER, host)
  }

  /** One with nothing in it: whoever comes first makes the tables. */
  static startEmpty(): Promise<ExternalPostgres> {
    return ExternalPostgres.#start(undefined)
  }

  static async #start(template: string | undefined, host?: string): Promise<ExternalPostgres> {
    const given = process.env.EXTERNAL_POSTGRES_URL
    if (given) return new ExternalPostgres(undefined, undefined, given)
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-pg-'))
    // As root, PostgreSQL runs as another account, which must reach its files.
    await chmod(directory, 0o755)
    if (template) await execute('cp', ['-a', '--sparse=always', `${template}/.`, directory])
    const owner = spawn(process.execPath, [OWNER, directory, ...(host ? [host] : [])], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [first] = await Promise.race([
      once(owner.stdout!, 'data'),
      once(owner, 'exit').then(([code]) => {
        throw new Error(`the database did not start: ${code}`)
      }),
    ])
    if (!String(first).startsWith('{')) throw new Error(`the database did not start: ${String(first)}`)
    const { port } = JSON.parse(String(first)) as { port?: number }
    return new ExternalPostgres(directory, owner, undefined, port ? `${host}:${port}` : undefined)
  }

  /**
   * For PDS_DATABASE_URL.
   * @param name by which connections can be told apart in pg_stat_activity
   */
  url(name: string): string {
    if (this.given) return `${this.given}?application_name=${name}`
    if (this.door) return `postgres://${DATABASE}@${this.door}/${DATABASE}?application_name=${name}`
    const host = encodeURIComponent(join(this.directory!, 'run'))
    return `postgres://${DATABASE}@${host}:${PORT}/${DATABASE}?application_name=${name}`
  }

  /** Whether it can be stopped. */
  get isOurs(): boolean {
    return this.owner !== undefined
  }

  /** Stops it in order (SIGINT), at once (SIGQUIT), or as a fault would (SIGKILL); it comes back by itself. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void> {
    const text = await readFile(join(this.directory!, 'cluster/postmaster.pid'), 'utf8')
    process.kill(Number.parseInt(text, 10), signal)
  }

  /** Rows of a statement. */
  async rows<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
    const client = new pg.Client({ connectionString: this.url('test') })
    await client.connect()
    try {
      return (await client.query<R>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  async remove(): Promise<void> {
    if (!this.owner || !this.directory) return
    const ended = once(this.owner, 'exit')
    this.owner.kill('SIGTERM')
    await ended
    await rm(this.directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccount, type TestAccount } from './accounts.js'
import { CommandsHost, type Said } from './commands-host.js'
import { ServerProcess } from './server-process.js'

/** Accounts made at a time. */
const AT_ONCE = 4
const BLOB_BYTES = 3_000
const NOTE = 'com.example.note'

/** An account with a record that refers to a blob. */
export interface Resident extends TestAccount {
  blob: { cid: string; bytes: Buffer }
}

/** A server with accounts, a place for backups, and a key for them. */
export class BackupWorld {
  readonly residents: Resident[] = []
  readonly #commands = new CommandsHost()

  private constructor(
    readonly server: ServerProcess,
    readonly directory: string,
  ) {}

  static async create(): Promise<BackupWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-backup-'))
    // PostgreSQL, which is not root, reaches scratch directories in it.
    await chmod(directory, 0o755)
    await writeFile(join(directory, 'key'), randomBytes(32).toString('hex'), { mode: 0o600 })
    const server = await ServerProcess.create()
    await server.start()
    return new BackupWorld(server, directory)
  }

  get place(): string {
    return join(this.directory, 'place')
  }

  get keyFile(): string {
    return join(this.directory, 'key')
  }

  /** Adds accounts, each with a blob and a record that refers to it. */
  async populate(count: number): Promise<void> {
    let next = 0
    const work = async (): Promise<void> => {
      for (let n = next++; n < count; n = next++) this.residents.push(await this.#resident(n))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }

  /** Runs a command about backups of this world. @param server whose settings it has, and on whose data it works */
  pds(args: readonly string[], server = this.server, env: Record<string, string> = {}): Promise<Said> {
    return server.pds(args, this.#environment(env), this.#commands)
  }

  /** The same, in a process that may be killed. */
  spawn(args: readonly string[], server: ServerProcess): ChildProcess {
    return server.spawnPds(args, this.#environment({}))
  }

  /** The result of a command for machines. */
  async json<T>(args: readonly string[], server = this.server, env: Record<string, string> = {}): Promise<T> {
    return resultOf<T>(args, await this.pds([...args, '--json'], server, env))
  }

  /**
   * Restores a backup that is then served, in a process of its own: the server must find nobody else there.
   * @returns the result for machines
   */
  async restore<T>(
    args: readonly string[],
    server: ServerProcess,
    env: Record<string, string> = {},
  ): Promise<T> {
    const said = await server.pdsAlone(['restore', ...args, '--json'], this.#environment(env))
    return resultOf<T>(['restore', ...args], said)
  }

  #environment(env: Record<string, string>): Record<string, string> {
    const place = { PDS_BACKUP_TARGET: this.place, PDS_BACKUP_KEY_FILE: this.keyFile }
    return { ...place, TMPDIR: this.directory, ...env }
  }

  /** Another server under the name of this one, which must not run any more. */
  successor(): Promise<ServerProcess> {
    return ServerProcess.create({ PDS_PORT: String(this.server.port) })
  }

  async remove(): Promise<void> {
    this.#commands.close()
    await this.server.remove()
    await rm(this.directory, { recursive: true, force: true })
  }

  async #resident(n: number): Promise<Resident> {
    const account = await createAccount(this.server, `resident${n}`)
    const bytes = randomBytes(BLOB_BYTES)
    const { data } = await account.agent.uploadBlob(bytes, { encoding: 'application/octet-stream' })
    await account.agent.com.atproto.repo.createRecord({
      ...{ repo: account.did, collection: NOTE },
      record: { $type: NOTE, text: `note ${n}`, file: data.blob.toJSON() },
    })
    return { ...account, blob: { cid: data.blob.ref.toString(), bytes } }
  }
}

function resultOf<T>(args: readonly string[], { code, stdout, stderr }: Said): T {
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr} ${stdout}`)
  return JSON.parse(stdout) as T
}

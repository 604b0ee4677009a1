import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeIn, hasCode, type ReceivedMail, type SmtpSink } from '../support/smtp-sink.js'
import { PASSWORD } from './accounts.js'

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js')
/** Runs of the command until a move is through: each has something that interrupts it, or a code to wait for. */
const RUNS_MAX = 8

const MAIL_PAUSE_MS = 50
const MAIL_WAITS_MAX = 60

/** How a run of the command ended. */
export interface Run {
  code: number | null
  said: string
}

/** A move by the command `migrate-in`, run as often as it takes. */
export class MigrateCommand {
  readonly runs: Run[] = []
  #child: ChildProcess | undefined
  #mailsSeen: number

  private constructor(
    readonly folder: string,
    private readonly mail: SmtpSink,
    private readonly address: string,
    private readonly args: readonly string[],
  ) {
    this.#mailsSeen = this.#codeMails().length
  }

  /** @param address to which the old server mails codes @param args of the command, without passwords and folder */
  static async create(mail: SmtpSink, address: string, args: readonly string[]): Promise<MigrateCommand> {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-migrate-'))
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`)
    return new MigrateCommand(folder, mail, address, args)
  }

  /** Runs it once. */
  run(...more: string[]): Promise<Run> {
    const password = join(this.folder, 'password')
    const child = spawn(
      process.execPath,
      [
        ...[CLI, 'migrate-in', ...this.args, '--folder', join(this.folder, 'move')],
        ...['--old-password-file', password, '--new-password-file', password, ...more],
      ],
      { env: { PATH: process.env.PATH }, cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    this.#child = child
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    return new Promise((resolve) =>
      child.once('close', (code) => {
        const run = { code, said }
        this.runs.push(run)
        resolve(run)
      }),
    )
  }

  /** Runs it until it is done, with the codes that were mailed, as a member would. */
  async runToEnd(...more: string[]): Promise<Run> {
    let last = await this.run(...more)
    for (let runs = 1; last.code !== 0 && runs < RUNS_MAX; runs++) {
      last = await this.run(...more, ...(await this.codeFor(last)))
    }
    if (last.code !== 0) throw new Error(this.runs.map(({ code, said }) => `${code}\n${said}`).join('\n'))
    return last
  }

  /** Runs it once with another password at the old server. */
  async runAs(password: string): Promise<Run> {
    const file = join(this.folder, 'other-password')
    await writeFile(file, password)
    return this.run('--old-password-file', file)
  }

  /** The option that the last run asks for, with the code that was mailed. */
  async codeFor({ said }: Run): Promise<string[]> {
    const option = /run the command again with (--plc-token|--delete-token)/.exec(said)?.[1]
    return option === undefined ? [] : [option, await this.#lastCode()]
  }

  /** Ends the run that is under way as a power cut would. */
  kill(): void {
    this.#child?.kill('SIGKILL')
  }

  async remove(): Promise<void> {
    this.kill()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** The code that was mailed last: a new one, or that of before when the run was cut short before it was used. */
  async #lastCode(): Promise<string> {
    const fresh = () => this.#codeMails().length > this.#mailsSeen
    for (let waits = 0; !fresh() && waits < MAIL_WAITS_MAX; waits++) await sleep(MAIL_PAUSE_MS)
    const mails = this.#codeMails()
    this.#mailsSeen = mails.length
    return codeIn(mails.at(-1)!)
  }

  /** Without what tells of a sign-in, which may come later. */
  #codeMails(): ReceivedMail[] {
    return this.mail.to(this.address).filter(hasCode)
  }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeIn, hasCode, type ReceivedMail, type SmtpSink } from '../support/smtp-sink.js'
import { PASSWORD } from './accounts.js'
import { type CommandsHost, runAlone, type Said } from './commands-host.js'

/** Runs of the command until a move is through: each has something that interrupts it, or a code to wait for. */
const RUNS_MAX = 8

/** It knows of no server's settings. */
const ENVIRONMENT = { PATH: process.env.PATH }
const MAIL_PAUSE_MS = 50
const MAIL_WAITS_MAX = 60

/** What a mail says it is about that has the code for an option, from our servers or from the reference. */
const SUBJECTS = { '--plc-token': /identity|plc/i, '--delete-token': /delet/i }
type CodeOption = keyof typeof SUBJECTS

/** How a run of the command ended. */
export interface Run {
  code: number | null
  said: string
}

/** A move by the command `migrate-in`, run as often as it takes. */
export class MigrateCommand {
  readonly runs: Run[] = []
  readonly #seen: Record<CodeOption, number>

  private constructor(
    readonly folder: string,
    private readonly host: CommandsHost,
    private readonly mail: SmtpSink,
    private readonly address: string,
    private readonly args: readonly string[],
  ) {
    this.#seen = {
      '--plc-token': this.#codeMails('--plc-token').length,
      '--delete-token': this.#codeMails('--delete-token').length,
    }
  }

  /**
   * @param host what it runs in, one run at a time
   * @param address to which the old server mails codes @param args of the command, without passwords and folder
   */
  static async create(
    host: CommandsHost,
    mail: SmtpSink,
    address: string,
    args: readonly string[],
  ): Promise<MigrateCommand> {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-migrate-'))
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`)
    return new MigrateCommand(folder, host, mail, address, args)
  }

  /** Runs it once. */
  async run(...more: string[]): Promise<Run> {
    return this.#ended(await this.host.run(this.#arguments(more), ENVIRONMENT))
  }

  /** The same in a process of its own, as members do. */
  async runAlone(...more: string[]): Promise<Run> {
    return this.#ended(await runAlone(this.#arguments(more), ENVIRONMENT))
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
    return option === undefined ? [] : [option, await this.#lastCode(option as CodeOption)]
  }

  /** Ends the run that is under way as a power cut would. */
  kill(): void {
    this.host.close()
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  #arguments(more: readonly string[]): string[] {
    const password = join(this.folder, 'password')
    return [
      ...['migrate-in', ...this.args, '--folder', join(this.folder, 'move')],
      ...['--old-password-file', password, '--new-password-file', password, ...more],
    ]
  }

  #ended({ code, stdout, stderr }: Said): Run {
    const run = { code, said: stdout + stderr }
    this.runs.push(run)
    return run
  }

  /** The code that was mailed last: a new one, or that of before when the run was cut short before it was used. */
  async #lastCode(option: CodeOption): Promise<string> {
    const fresh = () => this.#codeMails(option).length > this.#seen[option]
    for (let waits = 0; !fresh() && waits < MAIL_WAITS_MAX; waits++) await sleep(MAIL_PAUSE_MS)
    const mails = this.#codeMails(option)
    this.#seen[option] = mails.length
    return codeIn(mails.at(-1)!)
  }

  /** Without what tells of a sign-in, or brings a code for something else: they may come later. */
  #codeMails(option: CodeOption): ReceivedMail[] {
    return this.mail.to(this.address).filter((mail) => hasCode(mail) && SUBJECTS[option].test(mail.subject))
  }
}

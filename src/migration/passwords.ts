import { readFile } from 'node:fs/promises'
import type { HerePassword } from './account-step.js'
import { EXIT, MoveProblem } from './move-problem.js'
import type { MoveOptions } from './move-options.js'
import type { Terminal } from './terminal.js'

/** The passwords of a move: from files, or from whoever runs it. They are kept in memory only. */
export class Passwords implements HerePassword {
  #here: string | undefined

  constructor(
    private readonly options: MoveOptions,
    private readonly terminal: Terminal,
  ) {}

  /** That of the account at the old server. @throws {MoveProblem} */
  async old(host: string): Promise<string> {
    const file = this.options['old-password-file']
    if (file !== undefined) return readSecret(file)
    return this.terminal.askSecret(`Password of the account at ${host}: `, 'Give --old-password-file <file>.')
  }

  /** That of the account here. @param isChosen whether it is chosen now: then it is asked for twice @throws {MoveProblem} */
  async here(host: string, { isChosen = false } = {}): Promise<string> {
    this.#here ??= await this.#askHere(host, isChosen)
    return this.#here
  }

  /** The administrator's of the new server, if it was given. */
  async administrator(): Promise<string | undefined> {
    const file = this.options['admin-password-file']
    return file === undefined ? undefined : readSecret(file)
  }

  async #askHere(host: string, isChosen: boolean): Promise<string> {
    const file = this.options['new-password-file']
    if (file !== undefined) return readSecret(file)
    const instead = 'Give --new-password-file <file>.'
    const what = isChosen ? 'A password for the account' : 'Password of the account'
    const password = await this.terminal.askSecret(`${what} at ${host}: `, instead)
    if (isChosen && password !== (await this.terminal.askSecret('The same again: ', instead))) {
      throw new MoveProblem('The two passwords differ.', EXIT.usage)
    }
    return password
  }
}

async function readSecret(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new MoveProblem(`${file} cannot be read: ${cause.message}`, EXIT.usage, { cause })
  })
  return text.replace(/\r?\n$/, '')
}

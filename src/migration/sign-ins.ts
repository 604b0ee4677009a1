import { EXIT, MoveProblem } from './move-problem.js'
import type { MoveOptions } from './move-options.js'
import type { Passwords } from './passwords.js'
import { patiently } from './patience.js'
import type { PdsClient, PdsSession } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'
import type { Terminal } from './terminal.js'

/** Signing in at both servers. */
export class SignIns {
  constructor(
    private readonly passwords: Passwords,
    private readonly options: MoveOptions,
    private readonly terminal: Terminal,
  ) {}

  /** Signs in where the account comes from. @throws {MoveProblem} for an app password, or when a code is needed */
  async old(client: PdsClient): Promise<PdsSession> {
    const password = await this.passwords.old(client.name)
    const session = await this.#signIn(
      client,
      this.options.identifier,
      password,
      this.options['sign-in-code'],
    )
    if (!session.isOfAppPassword) return session
    const message = `That is an app password. ${client.name} lets nobody move an account without the main password.`
    throw new MoveProblem(message, EXIT.usage)
  }

  /** Signs in where the account goes to. */
  async here(client: PdsClient, did: string): Promise<PdsSession> {
    return this.#signIn(client, did, await this.passwords.here(client.name), undefined)
  }

  async #signIn(
    client: PdsClient,
    identifier: string,
    password: string,
    code: string | undefined,
  ): Promise<PdsSession> {
    try {
      return await patiently(() => client.signIn(identifier, password, code))
    } catch (error) {
      const wantsCode = error instanceof PdsFailure && error.code === 'AuthFactorTokenRequired'
      if (!wantsCode) throw error
      const mailed = await this.terminal.ask(
        `Code that ${client.name} has mailed for signing in: `,
        `${client.name} has mailed a code for signing in: run the command again with --sign-in-code <code>.`,
      )
      return client.signIn(identifier, password, mailed)
    }
  }
}

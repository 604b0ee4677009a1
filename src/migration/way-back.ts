import { rm } from 'node:fs/promises'
import { isPlcDid } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import { withoutSlash } from './hosts.js'
import { awaitDocument, describeDocument } from './identity-transfer.js'
import { keep, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import type { Passwords } from './passwords.js'
import { patiently } from './patience.js'
import { PdsFailure } from './pds-failure.js'
import { changeIdentity } from './plc-change.js'
import { downloadRepo } from './repo-export.js'
import { RepoFile } from './repo-file.js'

const { activateAccount, checkAccountStatus, deactivateAccount, deleteAccount, requestAccountDelete } =
  com.atproto.server

/**
 * Undoes a move. As long as the identity points to the old server, that is deleting the account here. Afterwards this
 * server signs the way back as the old one has signed the way here, and the old account becomes active again.
 */
export class WayBack {
  constructor(
    private readonly move: Move,
    private readonly passwords: Passwords,
  ) {}

  /** @param isHere whether there is an account here; then this is signed in */
  async run(isHere: boolean): Promise<void> {
    const { terminal, old, here, state } = this.move
    if (isHere && (await this.#pointsHere())) await this.#turnIdentity()
    // Only then it may have been the move that has deactivated it.
    if (state.done.includes('activation')) await patiently(() => old.post(activateAccount))
    const { activated } = await old.get(checkAccountStatus)
    terminal.say(
      `The account at ${old.name} is ${activated ? 'active' : 'deactivated, as it was before the move'}.`,
    )
    if (isHere) await this.#deleteHere()
    terminal.say(`Nothing of the move is left at ${here.name}.`)
  }

  async #pointsHere(): Promise<boolean> {
    const { state, plc, here } = this.move
    if (!isPlcDid(state.did)) return (await here.get(checkAccountStatus)).validDid
    const { services } = await plc.state(state.did)
    return withoutSlash(services.atproto_pds?.endpoint ?? '') !== withoutSlash(state.from)
  }

  async #turnIdentity(): Promise<void> {
    const { move } = this
    const { state, old, here, plc, terminal, options } = move
    await this.#assertNothingNew()
    terminal.say(`The identity points to ${here.name}: ${here.name} has to sign the way back.`)
    if (!isPlcDid(state.did)) return awaitDocument(old, terminal, await describeDocument(old))
    if (!state.identityBefore) {
      throw new MoveProblem(
        `It is not known what the identity was before. Move the account back instead: migrate-in with --from ${here.url} --to ${old.url}.`,
      )
    }
    await changeIdentity({
      did: state.did,
      wanted: state.identityBefore,
      signer: here,
      submitter: old,
      plc,
      terminal,
      code: options['plc-token'],
      kept: state.wayBack ?? {},
      keep: (fresh) => keep(move, { wayBack: { ...state.wayBack, ...fresh } }),
    })
    terminal.say(`The identity points to ${old.name} again.`)
  }

  /** What was written here since would be lost. @throws {MoveProblem} unless that was allowed */
  async #assertNothingNew(): Promise<void> {
    const { here, state, file, terminal, options, old } = this.move
    if (options['discard-new-records']) return
    const path = file.path('here.car')
    await downloadRepo(here, state.did, path, terminal)
    const repo = await RepoFile.open(path, state.did)
    await repo.close()
    await rm(path, { force: true })
    if (repo.data === state.repo?.data) return
    throw new MoveProblem(
      `Something was written at ${here.name} since the move, which ${old.name} does not have. Move the account back with ` +
        `migrate-in --from ${here.url} --to ${old.url}, or give it up with --discard-new-records.`,
      EXIT.different,
    )
  }

  async #deleteHere(): Promise<void> {
    const { here, state, terminal, options } = this.move
    const administrator = await this.passwords.administrator()
    if (administrator !== undefined) {
      const authorization = `Basic ${Buffer.from(`admin:${administrator}`).toString('base64')}`
      await patiently(() => here.post(com.atproto.admin.deleteAccount, { did: state.did }, { authorization }))
      return terminal.say(`The account at ${here.name} is deleted.`)
    }
    // Until it is deleted it must not answer as if it were the account.
    await patiently(() => here.post(deactivateAccount, {}))
    if (options['delete-token'] === undefined && !state.isDeletionMailed) {
      await patiently(() => here.post(requestAccountDelete))
      await keep(this.move, { isDeletionMailed: true })
    }
    const token = options['delete-token'] ?? (await this.#askForCode())
    const password = await this.passwords.here(here.name)
    await this.#delete({ did: state.did, password, token })
    terminal.say(`The account at ${here.name} is deleted.`)
  }

  async #delete(input: { did: string; password: string; token: string }): Promise<void> {
    try {
      await this.move.here.post(deleteAccount, input, { authorization: '' })
    } catch (error) {
      if (error instanceof PdsFailure && error.status < 500)
        await keep(this.move, { isDeletionMailed: false })
      throw error
    }
  }

  #askForCode(): Promise<string> {
    const { here, terminal } = this.move
    return terminal.ask(
      `Code that ${here.name} has mailed to allow the deletion: `,
      `${here.name} has mailed a code that allows the deletion of the account there: run the command again with --delete-token <code>.`,
    )
  }
}

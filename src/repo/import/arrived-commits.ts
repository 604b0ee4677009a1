import { type Commit, decodeCommit, InvalidRepo, verifyCommit } from '@guildhall/repo'
import { isTid, tidMicros } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { DidDocuments, SigningKeys } from '../../identity/index.js'
import { Clock } from '../../telemetry/index.js'
import { InvalidImport } from './import.errors.js'

/** How far the clock of the host that signed a commit may be ahead of ours. */
const REV_AHEAD_MAX_MS = 5 * 60 * 1000

/** Judges the commit at the root of a file. */
@Injectable()
export class ArrivedCommits {
  constructor(
    private readonly documents: DidDocuments,
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * A commit of the account. Where an account moves here, and is not active yet, it must be signed with the key that
   * the DID document names, or with the one the account has here: others vouch for what it brings. Who is active here
   * could write every record of the file one by one; what is imported then is signed anew like any other write.
   * @throws InvalidImport for a commit of another account, from the future, or with a signature that is not good
   */
  async check(block: Uint8Array, account: Account): Promise<Commit> {
    const commit = decoded(block)
    if (commit.did !== account.did) throw new InvalidImport(`the file is a repository of ${commit.did}`)
    // One revision of a far future would drag all later ones with it.
    if (isTid(commit.rev) && tidMicros(commit.rev) / 1000 > this.clock.nowMs() + REV_AHEAD_MAX_MS) {
      throw new InvalidImport('the revision of the commit lies in the future')
    }
    if (account.status !== 'active' && !(await this.#isSigned(block, account))) {
      throw new InvalidImport('the signature of the commit is not of a key of the account')
    }
    return commit
  }

  async #isSigned(block: Uint8Array, { did }: Account): Promise<boolean> {
    const own = await this.keys.signerFor(did)
    if (verifyCommit(block, own.didKey)) return true
    const named = await this.documents.signingKey(did, { refresh: true })
    return named !== undefined && verifyCommit(block, named)
  }
}

function decoded(block: Uint8Array): Commit {
  try {
    return decodeCommit(block)
  } catch (error) {
    if (error instanceof InvalidRepo) throw new InvalidImport(error.message, { cause: error })
    throw error
  }
}

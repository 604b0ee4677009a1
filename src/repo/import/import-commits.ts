import { type Commit, decodeCommit, signCommit, verifyCommit } from '@guildhall/repo'
import type { CidBytes } from '@guildhall/data'
import { type Did, isTid, tidMicros } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { DidDocuments, SigningKeys } from '../../identity/index.js'
import { Clock } from '../../telemetry/index.js'
import { RevClock } from '../rev-clock.js'
import { InvalidImport } from './import.errors.js'

/** How far the clock of the host that signed a commit may be ahead of ours. */
const REV_AHEAD_MAX_MS = 5 * 60 * 1000

/** Judges the commit at the root of a file, and makes the one that takes its place. */
@Injectable()
export class ImportCommits {
  constructor(
    private readonly documents: DidDocuments,
    private readonly keys: SigningKeys,
    private readonly revs: RevClock,
    private readonly clock: Clock,
  ) {}

  /**
   * A commit of the account. Where an account moves here, and is not active yet, it must be signed with the key that
   * the DID document names, or with the one the account has here: others vouch for what it brings. Who is active here
   * could write every record of the file one by one; what is imported then is signed anew like any other write.
   * @throws InvalidRepo for a block that is no commit; InvalidImport for a commit of another account, from the future,
   * or with a signature that is not good
   */
  async check(block: Uint8Array, account: Account): Promise<Commit> {
    const commit = decodeCommit(block)
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

  /** A revision after both. */
  revAfter(one: string, other: string): string {
    return this.revs.next(one > other ? one : other)
  }

  /** Signs a commit with the key that the account has here. */
  async sign(did: Did, data: CidBytes, rev: string): Promise<{ cid: CidBytes; bytes: Uint8Array }> {
    return signCommit({ did, rev, data }, await this.keys.signerFor(did))
  }

  async #isSigned(block: Uint8Array, { did }: Account): Promise<boolean> {
    const own = await this.keys.signerFor(did)
    if (verifyCommit(block, own.didKey)) return true
    const named = await this.documents.signingKey(did, { refresh: true })
    return named !== undefined && verifyCommit(block, named)
  }
}

import type { Signer } from '@guildhall/crypto'
import { encodeCar, signCommit } from '@guildhall/repo'
import { isTid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { type Tx, UnitOfWork } from '../../database/index.js'
import { SigningKeys } from '../../identity/index.js'
import { EventLog } from '../../sequencer/index.js'
import { RepoNotFound } from '../repo.errors.js'
import { RevClock } from '../rev-clock.js'
import { UnreadableRecords } from './repair.errors.js'
import { type StoredRepo, RepairStore } from './repair.store.js'
import { isSound, type RepoFindings } from './repo-findings.js'
import { type Inspection, RepoInspection } from './repo-inspection.js'

type Owner = Pick<Account, 'did'>

/** What a rebuild found, and the revision it led to; without one nothing was changed. */
export interface Rebuilt {
  findings: RepoFindings
  rev: string | undefined
}

/** Works out tree and commit of a repository from its records and stores them where they differ from what is there. */
@Injectable()
export class RepoRebuild {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: RepairStore,
    private readonly keys: SigningKeys,
    private readonly revs: RevClock,
    private readonly events: EventLog,
  ) {}

  /**
   * Repairs in one transaction; whoever writes to the repository waits. What is changed gets a new commit and, if the
   * account is active, a `#sync` event. A sound repository is left as it is.
   * @param options `dryRun` only looks, and nobody waits
   * @throws RepoNotFound; UnreadableRecords, unless only looking
   */
  async run(owner: Owner, { dryRun }: { dryRun: boolean }): Promise<Rebuilt> {
    const signer = await this.keys.signerFor(owner.did)
    const rebuilt = await this.work.run(async (tx): Promise<Rebuilt> => {
      const repo = await (dryRun ? this.store.freeze(tx, owner.did) : this.store.lock(tx, owner.did))
      if (!repo) throw new RepoNotFound(owner.did)
      const inspection = await new RepoInspection(this.store, tx, repo).run(owner.did, signer)
      const { findings } = inspection
      if (dryRun || isSound(findings)) return { findings, rev: undefined }
      if (findings.unreadable.length > 0) throw new UnreadableRecords(findings.unreadable)
      return { findings, rev: await this.#repair(tx, owner, repo, inspection, signer) }
    })
    if (rebuilt.rev !== undefined) this.events.wake()
    return rebuilt
  }

  async #repair(
    tx: Tx,
    { did }: Owner,
    repo: StoredRepo,
    { correction, root }: Inspection,
    signer: Signer,
  ): Promise<string> {
    const rev = this.revs.next(isTid(repo.rev) ? repo.rev : undefined)
    const commit = signCommit({ did, rev, data: root }, signer)
    await this.store.correct(tx, repo.repoId, rev, correction)
    await this.store.setHead(tx, repo.repoId, {
      commit: commit.cid,
      data: root,
      rev,
      commitBlock: commit.bytes,
    })
    if (repo.isActive) {
      await this.events.append(tx, [{ kind: 'sync', did, rev, blocks: encodeCar([commit.cid], [commit]) }])
    }
    return rev
  }
}

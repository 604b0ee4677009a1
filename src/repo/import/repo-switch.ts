import type { Signer } from '@guildhall/crypto'
import { encodeCar, signCommit } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { EventLog } from '../../sequencer/index.js'
import { RepoHeads } from '../repo-heads.js'
import { RepoNotFound } from '../repo.errors.js'
import { RevClock } from '../rev-clock.js'
import { ImportLost, ImportOvertaken } from './import.errors.js'
import { SwitchStore } from './switch.store.js'

/**
 * Puts what has arrived in the place of what a repository holds: in one transaction, with a commit signed here and, if
 * the account is active, a `#sync` event. It takes as long for a large repository as for a small one. Until it is
 * committed everybody sees the repository as it was; whoever writes to it meanwhile waits, and goes on from the new
 * commit.
 */
@Injectable()
export class RepoSwitch {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: SwitchStore,
    private readonly revs: RevClock,
    private readonly heads: RepoHeads,
    private readonly events: EventLog,
  ) {}

  /**
   * @param options `isLate` when whoever sent the file does not wait any more: what was written since it began to
   * arrive, or was imported since, is newer then and stays
   * @throws ImportLost; ImportOvertaken; RepoNotFound
   */
  async replace(importId: number, did: Did, signer: Signer, { isLate = false } = {}): Promise<void> {
    const isAnnounced = await this.work.run(async (tx) => {
      const held = await this.store.hold(tx, importId)
      if (!held) throw new ImportLost()
      const repo = await this.store.claim(tx, did)
      if (!repo) throw new RepoNotFound(did)
      if (isLate && repo.rev !== held.formerRev) throw new ImportOvertaken()
      const isOlder = held.rev <= repo.rev
      const rev = this.revs.next(isOlder ? repo.rev : held.rev)
      // Whoever has the repository up to `repo.rev` must get all of the new one.
      if (isOlder) await this.store.restamp(tx, held.repoId, rev)
      const { data } = held
      const signed = signCommit({ did, rev, data }, signer)
      await this.store.finish(tx, held, repo, { commit: signed.cid, data, rev, commitBlock: signed.bytes })
      if (!(await this.store.isActive(tx, did))) return false
      await this.events.append(tx, [{ kind: 'sync', did, rev, blocks: encodeCar([signed.cid], [signed]) }])
      return true
    })
    this.heads.forget(did)
    if (isAnnounced) this.events.wake()
  }
}

import { Injectable } from '@nestjs/common'
import type { AtUri, Did } from '@guildhall/syntax'
import { type Agent, Audit } from '../audit/index.js'
import { BlobTableStore } from '../blob/index.js'
import { type Tx, UnitOfWork } from '../database/index.js'
import { RepoLifeStore } from '../repo/index.js'
import { Clock } from '../telemetry/index.js'
import { SubjectNotFound } from './lifecycle.errors.js'
import { type Applied, cidOf, recordOf } from './subjects.js'

/** What was decided, and why. */
export interface Judgement extends Applied {
  readonly reason?: string | undefined
}

/** Takes records and blobs down, and lifts their takedowns. Their repositories keep them; nobody is shown them. */
@Injectable()
export class Judgements {
  constructor(
    private readonly work: UnitOfWork,
    private readonly repos: RepoLifeStore,
    private readonly blobs: BlobTableStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws {SubjectNotFound | InvalidSubject} */
  async record(uri: AtUri, takedown: Judgement, by: Agent): Promise<void> {
    const { did, path } = recordOf(uri)
    const target = { type: 'record', id: uri }
    await this.#judge(target, takedown, by, (tx) =>
      this.repos.setTakedown(tx, did, path, this.#refOf(takedown)),
    )
  }

  /** @throws {SubjectNotFound} */
  async blob(did: Did, cid: string, takedown: Judgement, by: Agent): Promise<void> {
    const bytes = cidOf(cid)
    const target = { type: 'blob', id: `${did}/${cid}` }
    await this.#judge(target, takedown, by, (tx) =>
      this.blobs.setTakedown(tx, did, bytes, this.#refOf(takedown)),
    )
  }

  async #judge(
    target: { type: string; id: string },
    { applied, ref, reason }: Judgement,
    by: Agent,
    judge: (tx: Tx) => Promise<boolean>,
  ): Promise<void> {
    await this.work.run(async (tx) => {
      if (!(await judge(tx))) throw new SubjectNotFound()
      const action = `${target.type}.${applied ? 'takeDown' : 'restore'}`
      await this.audit.record(tx, by, { action, target, reason, after: { ref } })
    })
  }

  #refOf({ applied, ref }: Applied): string | null {
    return applied ? (ref ?? this.clock.nowIso()) : null
  }
}

import { Injectable } from '@nestjs/common'
import { Audit, type Deed } from '../../audit/index.js'
import { UnitOfWork } from '../../database/index.js'
import { ServiceDocuments } from '../../settings/index.js'
import type { Administrator } from '../access/administrator.js'
import { PreconditionFailed } from '../admin.errors.js'

/** What becomes of a document. */
export interface WantedChange {
  readonly name: string
  /** JSON; null takes it away */
  readonly content: unknown
  /** the version that whoever changes it has seen; without one, it is the present one */
  readonly ifMatch?: string | undefined
  readonly deed: Deed
}

/** The tag of a version, as `ETag` and `If-Match` have it. */
export function versionTag(version: number): string {
  return `"${version}"`
}

/** Changes what administrators set while the server runs. */
@Injectable()
export class DocumentChange {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /**
   * Makes a new version, which this node knows when it returns.
   * @throws {PreconditionFailed} when it was changed since it was seen, or is being changed by somebody else
   */
  async make({ name, content, ifMatch, deed }: WantedChange, { agent }: Administrator): Promise<void> {
    const after = this.documents.versionOf(name)
    if (!isSeen(ifMatch, after)) throw new PreconditionFailed()
    await this.work.run(async (tx) => {
      const by = agent.id ?? agent.type
      if (!(await this.documents.write(tx, { name, content, after, by }))) throw new PreconditionFailed()
      await this.audit.record(tx, agent, deed)
    })
    await this.documents.reload()
  }
}

function isSeen(ifMatch: string | undefined, version: number): boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return true
  return ifMatch.split(',').some((tag) => tag.trim() === versionTag(version))
}

import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { AccountLife, Activation, type Order } from '../../lifecycle/index.js'
import { RepoLifeStore } from '../../repo/index.js'
import { Clock } from '../../telemetry/index.js'
import { BlobArchives } from '../archive/blob-archives.js'
import { archiveOf } from '../portal-address.js'
import { UnknownForm } from '../portal.errors.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { Visit } from '../visits/visit.js'

const DAY_MS = 24 * 60 * 60 * 1000
/** After how many days a deactivated account can be made to be deleted. */
const DELETIONS_DAYS = [30, 90, 180]

const OWNER: Order = { actor: 'owner' }

/** What belongs to the account: to take a copy of, to put away and to take out again. */
@Injectable()
export class DataSection extends PortalSection {
  override readonly name = 'data'

  constructor(
    private readonly repos: RepoLifeStore,
    private readonly archives: BlobArchives,
    private readonly life: AccountLife,
    private readonly activation: Activation,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Of whoever is suspended: copies, and nothing that changes the account. */
  override admits(visit: Visit, form?: URLSearchParams): boolean {
    return super.admits(visit) || !form?.has('decision')
  }

  /** Everything but coming back. */
  override isSensitiveForm(form: URLSearchParams): boolean {
    return form.get('decision') !== 'reactivate'
  }

  override async show({ account: { did } }: Visit): Promise<SectionView> {
    const [repo, parts] = await Promise.all([this.repos.count(did), this.archives.parts(did)])
    return {
      page: this.name,
      repo: { action: archiveOf(did, 'repo'), count: repo?.records ?? 0 },
      blobs: parts.map(({ range, count, bytes }) => ({
        action: archiveOf(did, 'blobs', range),
        count,
        bytes,
      })),
      deletionsDays: DELETIONS_DAYS,
    }
  }

  override async take({ account }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    switch (form.get('decision')) {
      case 'deactivate':
        return this.#deactivate(account.did, Number(form.get('days') ?? ''))
      case 'reactivate':
        await this.activation.activate(account.did, OWNER)
        return { kind: 'go', to: '', done: 'reactivated' }
      default:
        throw new UnknownForm()
    }
  }

  async #deactivate(did: Did, days: number): Promise<SectionOutcome> {
    const deleteAfter = DELETIONS_DAYS.includes(days)
      ? new Date(this.clock.nowMs() + days * DAY_MS)
      : undefined
    await this.life.order(did, { kind: 'deactivate', deleteAfter }, OWNER)
    return { kind: 'go', to: '', done: 'deactivated' }
  }
}

import { Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import { Audit } from '../../audit/index.js'
import { UnitOfWork } from '../../database/index.js'
import { TermsVersionStore } from '../../terms/index.js'
import type { Administrator } from '../access/administrator.js'
import { type FieldError, InvalidFields } from '../admin.errors.js'
import { TimedId } from '../api/timed-id.js'
import type { NewTermsVersionDto, TermsVersionDto } from './terms.dto.js'
import { TermsVersions } from './terms-versions.js'

/** How far the clock of whoever asks may be behind. */
const EARLIER_MAX_MS = 60_000

/** Makes versions of the terms. What members have agreed to is never changed: there is another version. */
@Injectable()
export class TermsPublication {
  constructor(
    private readonly versions: TermsVersionStore,
    private readonly views: TermsVersions,
    private readonly ids: TimedId,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws {InvalidFields} */
  async publish(given: NewTermsVersionDto, { agent }: Administrator): Promise<TermsVersionDto> {
    const nowMs = this.ids.nowMs()
    const wanted = { ...given, domain: given.domain?.replace(/^\./, '').toLowerCase() }
    const validFrom = wanted.validFrom === undefined ? new Date(nowMs) : new Date(wanted.validFrom)
    this.#check(wanted, validFrom.getTime() - nowMs)
    const { domain, termsOfServiceUrl: termsUrl, privacyPolicyUrl: privacyUrl, text, asksAgain } = wanted
    const said = JSON.stringify([termsUrl ?? '', privacyUrl ?? '', text ?? ''])
    const version = {
      ...{ id: this.ids.next(), domain, termsUrl, privacyUrl, text, validFrom, asksAgain },
      digest: createHash('sha256').update(said).digest('hex'),
      createdBy: agent.id ?? agent.type,
      createdAt: new Date(nowMs),
    }
    await this.work.run(async (tx) => {
      await this.versions.add(tx, version)
      const { id, digest } = version
      const after = { domain, termsUrl, privacyUrl, digest, validFrom: validFrom.toISOString(), asksAgain }
      await this.audit.record(tx, agent, { action: 'terms.publish', target: { type: 'terms', id }, after })
    })
    return (await this.views.list()).find(({ id }) => id === version.id)!
  }

  #check(wanted: NewTermsVersionDto, laterMs: number): void {
    const errors: FieldError[] = []
    const { termsOfServiceUrl: url, text } = wanted
    if (url === undefined && text === undefined)
      errors.push({ at: '/termsOfServiceUrl', message: 'is needed where there is no text' })
    if (url !== undefined && text !== undefined)
      errors.push({ at: '/text', message: 'excludes termsOfServiceUrl' })
    if (text?.includes('\0')) errors.push({ at: '/text', message: 'must not have a NUL' })
    if (laterMs < -EARLIER_MAX_MS) errors.push({ at: '/validFrom', message: 'must not be in the past' })
    const problem = this.views.problemOf(wanted)
    if (problem !== undefined) errors.push({ at: '/domain', message: problem })
    if (errors.length > 0) throw new InvalidFields(errors)
  }
}

import { Injectable } from '@nestjs/common'
import { brandDocument, type BrandValues } from '../../branding/index.js'
import { ServiceDocuments } from '../../settings/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import { DocumentChange } from '../settings/document-change.js'
import { BrandRules } from './brand-rules.js'

/** Changes what the organization looks like, or a domain of it. */
@Injectable()
export class BrandChanges {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly changes: DocumentChange,
    private readonly rules: BrandRules,
  ) {}

  /** @throws {NotThere | InvalidFields | SettingPinned | PaletteUnsafe | PreconditionFailed} */
  async put(
    domain: string | undefined,
    values: BrandValues,
    ifMatch: string | undefined,
    by: Administrator,
  ): Promise<void> {
    this.rules.assertDomain(domain)
    await this.rules.check(values, domain)
    await this.#change(domain, values, { action: 'branding.change', ifMatch }, by)
  }

  /** Makes a former version the present one. @throws {NotThere} as {@link put} */
  async rollBack(domain: string | undefined, version: number, by: Administrator): Promise<void> {
    this.rules.assertDomain(domain)
    const former = await this.documents.version(brandDocument(domain), version)
    if (!former) throw new NotThere('version')
    // The environment may have come to pin something since.
    const values = this.rules.withoutPinned((former.content ?? {}) as BrandValues, domain)
    await this.rules.check(values, domain)
    await this.#change(domain, values, { action: 'branding.rollback' }, by)
  }

  async #change(
    domain: string | undefined,
    values: BrandValues,
    { action, ifMatch }: { action: string; ifMatch?: string | undefined },
    by: Administrator,
  ): Promise<void> {
    const name = brandDocument(domain)
    const before = (this.documents.read(name) ?? {}) as object
    const target = { type: 'branding', id: domain ?? '*' }
    await this.changes.make(
      { name, content: values, ifMatch, deed: { action, target, before, after: values } },
      by,
    )
  }
}

import { Injectable } from '@nestjs/common'
import { brandDocument, type BrandValues } from '../../branding/index.js'
import { ServiceDocuments } from '../../settings/index.js'
import type { Administrator } from '../access/administrator.js'
import { BrandChanges } from '../branding/brand-changes.js'
import { versionTag } from '../settings/document-change.js'
import type { DomainTermsDto } from '../branding/branding.dto.js'

/** Links to what members of a domain agree to. They are part of what the domain looks like, and are kept there. */
@Injectable()
export class DomainTerms {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly brands: BrandChanges,
  ) {}

  /** Puts others in their place; nothing else of the looks changes. @throws as {@link BrandChanges.put} */
  async put(
    domain: string,
    { termsOfServiceUrl, privacyPolicyUrl }: DomainTermsDto,
    ifMatch: string | undefined,
    by: Administrator,
  ): Promise<DomainTermsDto> {
    const name = brandDocument(domain)
    // What was read here is what is changed, whoever else is at it.
    const seen = ifMatch ?? versionTag(this.documents.versionOf(name))
    const former = (this.documents.read(name) ?? {}) as BrandValues
    const { termsOfServiceUrl: _terms, privacyPolicyUrl: _privacy, ...others } = former
    const links = {
      ...(termsOfServiceUrl !== undefined && { termsOfServiceUrl }),
      ...(privacyPolicyUrl !== undefined && { privacyPolicyUrl }),
    }
    await this.brands.put(domain, { ...others, ...links }, seen, by)
    return links
  }
}

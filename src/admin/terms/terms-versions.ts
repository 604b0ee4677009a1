import { Injectable } from '@nestjs/common'
import { AccountListStore } from '../../account/index.js'
import { HandleDomains } from '../../identity/index.js'
import { Clock } from '../../telemetry/index.js'
import { type TermsVersion, TermsAcceptanceStore, TermsVersionStore, versionsFor } from '../../terms/index.js'
import type { NewTermsVersionDto, TermsVersionDto } from './terms.dto.js'

/** Versions of the terms, as administrators see them. */
@Injectable()
export class TermsVersions {
  constructor(
    private readonly versions: TermsVersionStore,
    private readonly acceptances: TermsAcceptanceStore,
    private readonly accounts: AccountListStore,
    private readonly domains: HandleDomains,
    private readonly clock: Clock,
  ) {}

  /** All of them, the latest first, with how many members have agreed. */
  async list(): Promise<TermsVersionDto[]> {
    const [versions, agreed] = await Promise.all([this.versions.list(), this.acceptances.agreed()])
    const own = [...new Set(versions.flatMap(({ domain }) => domain ?? []))]
    const members = new Map<string | undefined, number>()
    for (const domain of [undefined, ...own]) members.set(domain, await this.#membersOf(domain, own))
    return versions.map((version) => ({
      ...versionView(version),
      current: this.#isCurrent(version, versions),
      agreed: agreed.get(version.id) ?? 0,
      members: members.get(version.domain) ?? 0,
    }))
  }

  /** What is wrong with the domain of a version that is wanted; undefined if nothing is. */
  problemOf({ domain }: Pick<NewTermsVersionDto, 'domain'>): string | undefined {
    return domain === undefined || this.domains.find(domain) ? undefined : 'is no domain of handles here'
  }

  #isCurrent({ id, domain }: TermsVersion, versions: readonly TermsVersion[]): boolean {
    const name = domain === undefined ? undefined : `name.${domain}`
    const [latest] = versionsFor(versions, name, this.clock.nowMs())
    return latest?.id === id
  }

  /** Members of a domain but for those of domains below it that have terms of their own. */
  async #membersOf(domain: string | undefined, own: readonly string[]): Promise<number> {
    const below = own.filter((other) => domain === undefined || other.endsWith(`.${domain}`))
    const all = await this.accounts.count(domain === undefined ? {} : { domains: [domain] })
    return below.length === 0 ? all : all - (await this.accounts.count({ domains: below }))
  }
}

function versionView(version: TermsVersion) {
  const { id, domain, termsUrl, privacyUrl, text, digest, validFrom, asksAgain, createdBy, createdAt } =
    version
  return {
    ...{ id, digest, asksAgain, createdBy },
    ...(domain !== undefined && { domain }),
    ...(termsUrl !== undefined && { termsOfServiceUrl: termsUrl }),
    ...(privacyUrl !== undefined && { privacyPolicyUrl: privacyUrl }),
    ...(text !== undefined && { text }),
    validFrom: validFrom.toISOString(),
    createdAt: createdAt.toISOString(),
  }
}

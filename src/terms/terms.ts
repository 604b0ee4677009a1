import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import { Branding } from '../branding/index.js'
import { ServiceConfig } from '../config/index.js'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { TermsAcceptanceStore, type TermsWay } from './terms-acceptance.store.js'
import { TermsNotAgreed } from './terms.errors.js'
import { type TermsOffer, type TermsVersion, versionsFor, versionsThatDo } from './terms-version.js'
import { TermsVersionStore } from './terms-version.store.js'

/** Where texts of terms are shown that are kept here. */
export const TERMS_PATH = '/terms'

const LOCALE_LENGTH_MAX = 35

/** How somebody has come to terms. */
export interface Agreement {
  readonly via: TermsWay
  /** whether they have agreed; a way without a page asks nobody */
  readonly agreed: boolean
  readonly ip?: string | undefined
  /** as in the header `Accept-Language` */
  readonly locale?: string | undefined
}

/** Writes it down. @param tx undefined: in no transaction of its own */
export type TermsNote = (tx: Queryable | undefined, did: Did) => Promise<void>

/** A member, as far as it matters here. */
export interface TermsMember {
  readonly did: Did
  readonly handle?: string | undefined
}

/** Ways on which whoever signs up sees a page, and does not go on without agreeing. */
const ASKING_WAYS: readonly TermsWay[] = ['sign-up', 'organization', 'move']

/** What members have to agree to, and who has. */
@Injectable()
export class Terms {
  constructor(
    private readonly versions: TermsVersionStore,
    private readonly acceptances: TermsAcceptanceStore,
    private readonly branding: Branding,
    private readonly service: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * What somebody agrees to now. Where no version was ever made, it is what the links of the service, or of the domain, lead to.
   * @param handle undefined: of somebody whose handle is not known yet
   * @returns undefined where there is nothing to agree to
   */
  async offer(handle: string | undefined): Promise<TermsOffer | undefined> {
    return this.#offer(await this.versions.list(), handle)
  }

  /**
   * What writes down how somebody comes to terms, in the transaction that makes their account.
   * @throws {TermsNotAgreed} if they were asked and have not agreed
   */
  async noteOf(handle: string | undefined, agreement: Agreement): Promise<TermsNote> {
    const { via, agreed, ip, locale } = agreement
    const offer = await this.offer(handle)
    if (!offer) return () => Promise.resolve()
    if (!agreed && ASKING_WAYS.includes(via)) throw new TermsNotAgreed()
    const { version } = offer
    const place = { ip, locale: locale?.split(/[,;]/, 1)[0]!.trim().slice(0, LOCALE_LENGTH_MAX) || undefined }
    const at = new Date(this.clock.nowMs())
    return (tx, did) => this.acceptances.add(tx, { did, version, at, via, asked: agreed, ...place })
  }

  /** A member agrees to what holds for them now. @throws {TermsNotAgreed} if they do not */
  async agree({ did, handle }: TermsMember, agreement: Omit<Agreement, 'via'>): Promise<void> {
    if (!agreement.agreed) throw new TermsNotAgreed()
    const note = await this.noteOf(handle, { ...agreement, via: 'sign-in' })
    await note(undefined, did)
  }

  /** What a member has to agree to before they go on; undefined where that is nothing. */
  async owed({ did, handle }: TermsMember): Promise<TermsOffer | undefined> {
    const versions = await this.versions.list()
    const enough = versionsThatDo(versionsFor(versions, handle, this.clock.nowMs()))
    if (enough.length === 0) return undefined
    const ids = enough.map(({ id }) => id)
    return (await this.acceptances.hasAgreed(did, ids)) ? undefined : this.#offer(versions, handle)
  }

  #offer(versions: readonly TermsVersion[], handle: string | undefined): TermsOffer | undefined {
    const { termsOfService, privacyPolicy } = this.branding.of(handle).links
    const [latest] = versionsFor(versions, handle, this.clock.nowMs())
    if (latest) {
      const { id, termsUrl, privacyUrl, text } = latest
      const own = text === undefined ? undefined : `${this.service.publicUrl}${TERMS_PATH}/${id}`
      return { version: id, links: { terms: termsUrl ?? own, privacy: privacyUrl ?? privacyPolicy } }
    }
    if (termsOfService === undefined && privacyPolicy === undefined) return undefined
    const version = createHash('sha256')
      .update(`${termsOfService ?? ''}\n${privacyPolicy ?? ''}`)
      .digest('hex')
    return { version, links: { terms: termsOfService, privacy: privacyPolicy } }
  }
}

import { Injectable } from '@nestjs/common'
import { type Claims, ClaimTemplate, HandleTaken, nameChoices, slugOf } from '../../account/index.js'
import { HandleDomains, HandleNotAvailable, HandlePolicy } from '../../identity/index.js'
import { AccountCreation } from '../../lifecycle/index.js'
import { InvalidFields } from '../admin.errors.js'
import { madeHandle } from '../domains/made-handle.js'
import type { AccountInput, BulkJob, BulkRow, RowTemplate } from './bulk-job.js'
import { BulkStore } from './bulk.store.js'

/** Digits behind a name that somebody has. */
const DIGITS = 2

/** Handles that a request wants to be made. */
interface WantedHandles {
  readonly handleTemplate?: string | undefined
  readonly handleDomain?: string | undefined
}

/** Makes handles for rows of files that name none. */
@Injectable()
export class RowHandles {
  constructor(
    private readonly store: BulkStore,
    private readonly policy: HandlePolicy,
    private readonly domains: HandleDomains,
    private readonly creation: AccountCreation,
  ) {}

  /** What a request says of handles, checked; undefined if nothing. @throws {InvalidTemplate | InvalidFields} */
  async sourceOf({
    handleTemplate: template,
    handleDomain,
  }: WantedHandles): Promise<RowTemplate | undefined> {
    if (template === undefined) return undefined
    await ClaimTemplate.read(template)
    const [first = ''] = this.domains.rules.keys()
    const domain = handleDomain?.toLowerCase() ?? first.slice(1)
    if (!this.domains.rules.has(`.${domain}`))
      throw invalid('handleDomain', 'must be a domain of handles here')
    return { template, domain }
  }

  /**
   * The handle that an account of a row could be made with now: that of the row, or one that is made for it.
   * @param email of the account
   * @throws {Refusal} if there is none
   */
  async of({ id, options }: BulkJob, row: BulkRow, email: string): Promise<string> {
    const { handle } = row.input
    const source = options.kind === 'accounts' ? options.handles : undefined
    if (handle === undefined && source) return this.#choose(id, row, email, source)
    if (handle === undefined) throw invalid('row', 'A new account needs a handle')
    await this.creation.check({ handle, email, byAdministrator: true })
    return handle
  }

  /** One that is kept for the row: no other row of the job gets it, and the row gets it again when it is done again. */
  async #choose(id: string, row: BulkRow, email: string, { template, domain }: RowTemplate): Promise<string> {
    const made = (await ClaimTemplate.read(template)).render({ ...claimsOf(row.input), domain })
    const handles = this.#choices(made, `.${domain}`)
    if (handles.length === 0) throw invalid('row', 'The template makes no handle of this row')
    for (const handle of row.handle === undefined ? handles : [row.handle, ...handles]) {
      if (!(await this.store.keep(id, row.number, handle))) continue
      if (await this.#isFree(handle, email)) return handle
    }
    throw invalid('row', `Nobody can have ${handles[0]!} any more, nor with a number behind it`)
  }

  /** What is tried, in this order; nothing if the template makes nothing that can stand before a domain. */
  #choices(made: string, ending: string): string[] {
    const whole = madeHandle(this.policy, made, ending)
    const domain = this.policy.serviceDomainOf(whole) ?? ending
    const labels = whole
      .slice(0, -domain.length)
      .split('.')
      .map((label) => slugOf(label))
      .filter(Boolean)
    const last = labels.pop()
    if (last === undefined) return []
    const lengthMax = this.domains.rules.get(domain)!.lengthMax
    const short = last.slice(0, lengthMax - DIGITS).replace(/-+$/, '')
    const front = labels.map((label) => `${label}.`).join('')
    return nameChoices(`${front}${short}`).map((name) => `${name}${domain}`)
  }

  async #isFree(handle: string, email: string): Promise<boolean> {
    try {
      await this.creation.check({ handle, email, byAdministrator: true })
      return true
    } catch (error) {
      if (error instanceof HandleTaken || error instanceof HandleNotAvailable) return false
      throw error
    }
  }
}

/** What templates know of a row: its columns, and the first and the last word of the name. */
function claimsOf(input: AccountInput): Claims {
  const words = (input.displayName ?? '').split(/\s+/).filter(Boolean)
  return { ...input, given: words[0] ?? '', family: words.length > 1 ? words.at(-1)! : '' }
}

function invalid(at: string, message: string): InvalidFields {
  return new InvalidFields([{ at, message }])
}

import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { RetentionRules } from '../../retention/index.js'
import type { Permission } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields, PermissionDenied, PreconditionFailed } from '../admin.errors.js'
import { assertMatches } from '../api/entity-tag.js'
import type { Approval } from '../approvals/approval.store.js'
import type { ApprovalDto } from '../approvals/approvals.dto.js'
import { GraveDeed } from '../approvals/grave-deed.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import type { RetentionRulesDto, RetentionWishDto } from './retention.dto.js'
import { rulesView } from './retention-views.js'

/** What says who did what: whoever could make it short could make it forget them. */
const AUDIT = 'audit'

const PERMISSIONS: readonly Permission[] = ['retention.manage', 'audit.manage']

/** Says how long data are kept. To keep the audit for a shorter time takes two people. */
@Injectable()
export class RetentionChange extends GraveDeed {
  override readonly action = 'retention.shorten'

  constructor(
    private readonly rules: RetentionRules,
    private readonly second: SecondOpinion,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {
    super()
  }

  /**
   * Changes rules, or asks for it where that takes two people: all of what is wanted, or nothing.
   * @param ifMatch the ETag that was seen
   * @throws {InvalidFields | PreconditionFailed | PermissionDenied | UnknownDataClass | RetentionPinned | RetentionTooShort}
   */
  async order(
    data: readonly RetentionWishDto[],
    ifMatch: string | undefined,
    by: Administrator,
  ): Promise<{ rules: RetentionRulesDto } | { asked: ApprovalDto }> {
    assertEachOnce(data)
    const former = daysOf(rulesView(await this.rules.all()))
    const wanted = data.find(({ dataClass }) => dataClass === AUDIT)
    const isChange = wanted !== undefined && wanted.days !== former[AUDIT]
    if (isChange) await this.#assertHas('audit.manage', by)
    if (!isChange || !isShorter(wanted.days, former[AUDIT]!) || !(await this.second.isNeeded()))
      return {
        rules: await this.#apply(data, by.agent, { ifMatch, ...(wanted && { audit: former[AUDIT] }) }),
      }
    await this.#try(data, ifMatch)
    const target = { type: 'retention', id: AUDIT }
    const wish = { action: this.action, target, payload: { data }, reason: undefined }
    return { asked: await this.second.ask(wish, by) }
  }

  override async assertMay(by: Administrator): Promise<void> {
    for (const permission of PERMISSIONS) await this.#assertHas(permission, by)
  }

  override async perform(
    { payload }: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    await this.#apply((payload as { data: RetentionWishDto[] }).data, agent, { settle })
  }

  /** @param terms `audit`: how long it was kept when it was decided that nobody else has to agree */
  #apply(
    data: readonly RetentionWishDto[],
    agent: Agent,
    terms: {
      readonly ifMatch?: string | undefined
      readonly audit?: number | undefined
      readonly settle?: (tx: Queryable) => Promise<void>
    },
  ): Promise<RetentionRulesDto> {
    const { ifMatch, audit, settle } = terms
    return this.work.run(async (tx) => {
      await settle?.(tx)
      const { seen, rules } = await this.#set(tx, data, ifMatch)
      if (audit !== undefined && daysOf(seen)[AUDIT] !== audit) throw new PreconditionFailed()
      const deed = { before: daysOf(seen), after: daysOf(rules) }
      await this.audit.record(tx, agent, { action: 'retention.change', ...deed })
      return rules
    })
  }

  async #set(tx: Queryable, data: readonly RetentionWishDto[], ifMatch: string | undefined) {
    const seen = rulesView(await this.rules.all(tx))
    assertMatches(ifMatch, seen)
    for (const { dataClass, days } of data) await this.rules.set(tx, dataClass, days)
    return { seen, rules: rulesView(await this.rules.all(tx)) }
  }

  /** What would be refused is refused before anybody is asked. */
  async #try(data: readonly RetentionWishDto[], ifMatch: string | undefined): Promise<void> {
    assertMatches(ifMatch, rulesView(await this.rules.all()))
    for (const { dataClass, days } of data) await this.rules.assertMay(dataClass, days)
  }

  async #assertHas(permission: Permission, { agent, grants }: Administrator): Promise<void> {
    if (grants.has(permission)) return
    const target = { type: 'retention', id: AUDIT }
    await this.audit.note(agent, { action: permission, outcome: 'denied', target })
    throw new PermissionDenied(permission)
  }
}

/** What is wanted of a class is said once: what is looked at is what is done. @throws {InvalidFields} */
function assertEachOnce(data: readonly RetentionWishDto[]): void {
  if (new Set(data.map(({ dataClass }) => dataClass)).size < data.length)
    throw new InvalidFields([{ at: '/data', message: 'must name each class once' }])
}

/** 0 is for ever. */
function isShorter(days: number, former: number): boolean {
  return days !== 0 && (former === 0 || days < former)
}

function daysOf({ data }: RetentionRulesDto): Readonly<Record<string, number>> {
  return Object.fromEntries(data.map(({ dataClass, days }) => [dataClass, days]))
}

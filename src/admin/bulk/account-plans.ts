import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import {
  type Account,
  ACCOUNT_CLASSES,
  Accounts,
  type Facts,
  MemberFacts,
  parseEmail,
} from '../../account/index.js'
import { mayAssign } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { InvalidFields, PermissionDenied, RoleOutranks } from '../admin.errors.js'
import { RoleNames } from '../roles/role-names.js'
import type { AccountInput, BulkJob, BulkMode, BulkRow } from './bulk-job.js'
import { RowHandles } from './row-handles.js'

/** What is to be done for a row of a file. */
export interface Plan {
  readonly outcome: 'create' | 'update' | 'unchanged' | 'skipped'
  /** the one that is there */
  readonly account?: Account | undefined
  /** what would change, or why nothing does */
  readonly detail?: string | undefined
  readonly handle?: string | undefined
  readonly email?: string | undefined
  readonly facts: Facts
  /** its id */
  readonly role: string | undefined
}

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/** Decides what is to be done for each row of a file; nothing is done yet. */
@Injectable()
export class AccountPlans {
  constructor(
    private readonly accounts: Accounts,
    private readonly memberFacts: MemberFacts,
    private readonly access: AccountAccess,
    private readonly handles: RowHandles,
    private readonly roles: RoleNames,
  ) {}

  /** @throws {Refusal} why it cannot be done */
  async of(job: BulkJob, row: BulkRow, by: Administrator): Promise<Plan> {
    const mode = modeOf(job)
    const { input } = row
    const facts = factsIn(input)
    const role = await this.#roleIn(input, by)
    const account = await this.#existing(input)
    if (!account) return this.#creation(job, row, by, { facts, role })
    if (mode === 'skip') return { outcome: 'skipped', account, detail: 'It is there', facts, role }
    if (mode === 'create') throw invalid('There is an account of this handle, address or external id')
    return this.#update(input, account, by, { facts, role })
  }

  /** The account that a row means: by the id of the organization's directory, then by handle, then by address. */
  async #existing({ externalId, handle, email }: AccountInput): Promise<Account | undefined> {
    const owner = externalId === undefined ? undefined : await this.memberFacts.ownerOf(externalId)
    if (owner) return this.accounts.byDid(owner)
    const named = handle === undefined ? undefined : await this.accounts.byHandle(handle)
    return named ?? (email === undefined ? undefined : this.accounts.byEmail(email))
  }

  async #creation(
    job: BulkJob,
    row: BulkRow,
    { grants }: Administrator,
    more: Pick<Plan, 'facts' | 'role'>,
  ): Promise<Plan> {
    const { email } = row.input
    if (modeOf(job) === 'update') throw invalid('There is no account of this handle, address or external id')
    if (email === undefined) throw invalid('A new account needs an address: its code is sent there')
    const handle = await this.handles.of(job, row, email)
    if (!grants.allows('accounts.create', handle)) throw new PermissionDenied('accounts.create')
    return { outcome: 'create', handle, email: parseEmail(email), ...more }
  }

  async #update(
    { handle, email }: AccountInput,
    account: Account,
    by: Administrator,
    { facts, role }: Pick<Plan, 'facts' | 'role'>,
  ): Promise<Plan> {
    await this.access.reach(by, 'accounts.edit', account.did)
    const known = (await this.memberFacts.of([account.did])).get(account.did as Did)
    if (handle !== undefined) await this.access.assertMay(by, 'accounts.edit', { ...account, handle })
    const changed = {
      ...(handle !== undefined && handle !== account.handle && { handle }),
      ...(email !== undefined && parseEmail(email) !== account.email && { email: parseEmail(email) }),
      facts: changedFacts(facts, known),
    }
    const names = [...Object.keys(changed).filter((name) => name !== 'facts'), ...Object.keys(changed.facts)]
    if (role !== undefined) names.push('role')
    if (names.length === 0) return { outcome: 'unchanged', account, facts, role }
    return { outcome: 'update', account, detail: names.join(', '), ...changed, role }
  }

  /** @throws {InvalidFields | RoleOutranks} */
  async #roleIn({ role }: AccountInput, { grants }: Administrator): Promise<string | undefined> {
    if (role === undefined) return undefined
    const held = await this.roles.find(role)
    if (!held) throw invalid(`There is no role ${role.slice(0, 40)}`)
    if (!mayAssign(grants, held)) throw new RoleOutranks()
    return held.role
  }
}

function changedFacts(facts: Facts, known: Facts | undefined): Facts {
  const entries = Object.entries(facts) as [keyof Facts, string | undefined][]
  return Object.fromEntries(entries.filter(([name, value]) => value !== undefined && value !== known?.[name]))
}

function factsIn({ externalId, class: kind, displayName, locale }: AccountInput): Facts {
  if (kind !== undefined && !(ACCOUNT_CLASSES as readonly string[]).includes(kind))
    throw invalid(`The class must be one of ${ACCOUNT_CLASSES.join(', ')}`)
  if (locale !== undefined && !LANGUAGE.test(locale)) throw invalid('The locale must be a language tag')
  return { externalId, class: kind as Facts['class'], displayName, locale }
}

function modeOf({ options }: BulkJob): BulkMode {
  if (options.kind !== 'accounts') throw new Error('a job of another kind')
  return options.mode
}

function invalid(message: string): InvalidFields {
  return new InvalidFields([{ at: 'row', message }])
}

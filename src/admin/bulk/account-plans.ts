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
import { AccountCreation } from '../../lifecycle/index.js'
import { isRoleId, mayAssign, type RoleId } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { InvalidFields, PermissionDenied, RoleOutranks } from '../admin.errors.js'
import type { AccountInput, BulkMode } from './bulk-job.js'

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
  readonly role: RoleId | undefined
}

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/** Decides what is to be done for each row of a file; nothing is done yet. */
@Injectable()
export class AccountPlans {
  constructor(
    private readonly accounts: Accounts,
    private readonly memberFacts: MemberFacts,
    private readonly access: AccountAccess,
    private readonly creation: AccountCreation,
  ) {}

  /** @throws {Refusal} why it cannot be done */
  async of(input: AccountInput, mode: BulkMode, by: Administrator): Promise<Plan> {
    const facts = factsIn(input)
    const role = roleIn(input, by)
    const account = await this.#existing(input)
    if (!account) return this.#creation(input, mode, by, { facts, role })
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
    { handle, email }: AccountInput,
    mode: BulkMode,
    { grants }: Administrator,
    more: Pick<Plan, 'facts' | 'role'>,
  ): Promise<Plan> {
    if (mode === 'update') throw invalid('There is no account of this handle, address or external id')
    if (handle === undefined) throw invalid('A new account needs a handle')
    if (email === undefined) throw invalid('A new account needs an address: its code is sent there')
    if (!grants.allows('accounts.create', handle)) throw new PermissionDenied('accounts.create')
    await this.creation.check({ handle, email, byAdministrator: true })
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

function roleIn({ role }: AccountInput, { grants }: Administrator): RoleId | undefined {
  if (role === undefined) return undefined
  if (!isRoleId(role)) throw invalid(`There is no role ${role.slice(0, 40)}`)
  if (!mayAssign(grants, { role })) throw new RoleOutranks()
  return role
}

function invalid(message: string): InvalidFields {
  return new InvalidFields([{ at: 'row', message }])
}

import { Injectable } from '@nestjs/common'
import { Readable } from 'node:stream'
import {
  type Account,
  type AccountFilter,
  AccountListStore,
  type Facts,
  MemberFacts,
} from '../../account/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountSearch } from '../accounts/account-search.js'
import { accountView } from '../accounts/account-view.js'
import type { ListQuery } from '../api/list-query.js'
import { CsvText } from './csv-text.js'

/** Accounts read at a time. */
const BATCH = 500

const COLUMNS = [
  'did',
  'handle',
  'email',
  'displayName',
  'class',
  'externalId',
  'locale',
  'state',
  'createdAt',
]

/** Accounts as a file for spreadsheets. */
@Injectable()
export class AccountsFile {
  constructor(
    private readonly search: AccountSearch,
    private readonly store: AccountListStore,
    private readonly facts: MemberFacts,
    private readonly csv: CsvText,
  ) {}

  /** The accounts of a filter that are within reach, the oldest first, read as they are sent. @throws {PermissionDenied} */
  stream(query: ListQuery, by: Administrator): Readable {
    const filter = this.search.filterOf(query, 'accounts.export', by.grants)
    return Readable.from(this.#lines(filter, by), { objectMode: false })
  }

  async *#lines(filter: AccountFilter, { grants }: Administrator): AsyncGenerator<string> {
    yield this.csv.lines([COLUMNS])
    let after: { value: string; did: string } | undefined
    for (;;) {
      const found = await this.store.list(filter, {
        sort: 'createdAt',
        descending: false,
        after,
        limit: BATCH,
      })
      const facts = await this.facts.of(found.map(({ account }) => account.did))
      const cells = ({ account }: { account: Account }) =>
        cellsOf(accountView(account, grants), facts.get(account.did))
      if (found.length > 0) yield this.csv.lines(found.map(cells))
      if (found.length < BATCH) return
      after = found.at(-1)!.place
    }
  }
}

function cellsOf(
  { did, handle, email, state, createdAt }: ReturnType<typeof accountView>,
  { displayName, class: kind, externalId, locale }: Facts = {},
) {
  return [did, handle, email, displayName, kind, externalId, locale, state, createdAt]
}

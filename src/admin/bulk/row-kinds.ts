import { Injectable } from '@nestjs/common'
import { AccountRows } from './account-rows.js'
import type { BulkOptions } from './bulk-job.js'
import type { BulkRows } from './bulk-rows.js'
import { isFactVerb } from './bulk-verbs.js'
import { FactRows } from './fact-rows.js'
import { IdentityRows } from './identity-rows.js'
import { MigrationRows } from './migration-rows.js'
import { OrderRows } from './order-rows.js'

/** Knows who does the rows of which jobs. */
@Injectable()
export class RowKinds {
  constructor(
    private readonly accounts: AccountRows,
    private readonly orders: OrderRows,
    private readonly facts: FactRows,
    private readonly identities: IdentityRows,
    private readonly migrations: MigrationRows,
  ) {}

  of(options: BulkOptions): BulkRows {
    if (options.kind === 'accounts') return this.accounts
    if (options.kind === 'identities') return this.identities
    if (options.kind === 'migrations') return this.migrations
    return isFactVerb(options.verb) ? this.facts : this.orders
  }
}

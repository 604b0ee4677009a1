import type { Provider } from '@nestjs/common'
import { AccountPlans } from './account-plans.js'
import { AccountRows } from './account-rows.js'
import { AccountsFile } from './accounts-file.js'
import { BulkFile } from './bulk-file.js'
import { BulkOrders } from './bulk-orders.js'
import { BulkRetry } from './bulk-retry.js'
import { BulkRun } from './bulk-run.js'
import { BulkStart } from './bulk-start.js'
import { BulkStore } from './bulk.store.js'
import { BulkViews } from './bulk-views.js'
import { CsvText } from './csv-text.js'
import { FactRows } from './fact-rows.js'
import { MemberMaking } from './member-making.js'
import { MemberNotes } from './member-notes.js'
import { MemberUpdates } from './member-updates.js'
import { OrderRows } from './order-rows.js'
import { IdentityRows } from './identity-rows.js'
import { MigrationRows } from './migration-rows.js'
import { RowKinds } from './row-kinds.js'
import { RowHandles } from './row-handles.js'
import { PgBulkStore } from './pg-bulk.store.js'

/** Everything that does work on many accounts. */
export const BULK_PROVIDERS: Provider[] = [
  { provide: BulkStore, useClass: PgBulkStore },
  BulkFile,
  BulkRetry,
  BulkRun,
  BulkStart,
  BulkOrders,
  BulkViews,
  AccountPlans,
  AccountRows,
  OrderRows,
  FactRows,
  MemberMaking,
  MemberNotes,
  MemberUpdates,
  AccountsFile,
  CsvText,
  RowHandles,
  IdentityRows,
  MigrationRows,
  RowKinds,
]

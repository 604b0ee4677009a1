import { Injectable } from '@nestjs/common'
import { Caches } from '../telemetry/index.js'
import { Accounts } from './accounts.js'

/** Shows how the cache of accounts fares. */
@Injectable()
export class AccountCaches {
  constructor(caches: Caches, accounts: Accounts) {
    caches.show('accounts', () => accounts.cacheUse)
  }
}

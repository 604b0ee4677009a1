import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../../jobs/index.js'
import { OauthKeys } from './oauth-keys.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Makes new keys for access tokens when the present one has signed for long enough. */
@Injectable()
export class OauthKeyRenewal extends HousekeepingTask {
  override readonly name = 'keys of OAuth'
  override readonly everyMs = DAY_MS

  constructor(private readonly keys: OauthKeys) {
    super()
  }

  override run(): Promise<number> {
    return this.keys.renew()
  }
}

import { Injectable } from '@nestjs/common'
import { ReadinessCheck } from '../telemetry/index.js'
import { Database } from './database.js'

/** Whether the database answers. */
@Injectable()
export class DatabaseReadiness extends ReadinessCheck {
  override readonly part = 'database'

  constructor(private readonly db: Database) {
    super()
  }

  override async problem(): Promise<string | undefined> {
    await this.db.query({ text: 'SELECT 1' })
    return undefined
  }
}

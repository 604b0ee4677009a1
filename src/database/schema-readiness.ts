import { Injectable } from '@nestjs/common'
import { ReadinessCheck } from '../telemetry/index.js'
import { Database } from './database.js'
import { MIGRATIONS } from './migrations.js'
import { MIGRATION_TABLE } from './migrator.js'

/** Whether the schema is that of this release or a later one. A restored backup may have an older one. */
@Injectable()
export class SchemaReadiness extends ReadinessCheck {
  override readonly part = 'migrations'

  constructor(private readonly db: Database) {
    super()
  }

  override async problem(): Promise<string | undefined> {
    const { rows } = await this.db.query<{ name: string }>({ text: `SELECT name FROM ${MIGRATION_TABLE}` })
    const applied = new Set(rows.map(({ name }) => name))
    return MIGRATIONS.every(({ name }) => applied.has(name)) ? undefined : 'Outdated'
  }
}

import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { HealthCheck } from './health-check.js'

const TIMEOUT_MS = 5_000

/** Healthy is who reaches the database. */
@Injectable()
export class DatabaseHealth extends HealthCheck {
  constructor(private readonly database: Database) {
    super()
  }

  override async check(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the database does not answer')), TIMEOUT_MS)
    })
    try {
      await Promise.race([this.database.query({ text: 'select 1' }), late])
    } finally {
      clearTimeout(timer)
    }
  }
}

import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'
import type { SsoTransaction } from './sso-transaction.js'

/** Tells webhooks of sign-ins that have failed. */
@Injectable()
export class FailureNotices {
  constructor(
    private readonly outbox: WebhookOutbox,
    private readonly work: UnitOfWork,
  ) {}

  /** A sign-in has failed that somebody wanted. What administrators try is their own business. @param code why */
  async tell({ id: trace, connectionId, purpose }: SsoTransaction, code: string): Promise<void> {
    if (purpose === 'test') return
    const data = { connectionId, trace, purpose, code }
    await this.work.run((tx) => this.outbox.record(tx, { type: 'sso.login_failed', data }))
  }
}

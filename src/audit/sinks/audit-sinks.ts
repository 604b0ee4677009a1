import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { Outbound } from '../../outbound/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import type { AuditSink } from './audit-sink.js'
import { AuditSinksConfig } from './audit-sinks.config.js'
import { LogSink } from './log-sink.js'
import { PostingSink } from './posting-sink.js'
import { SyslogSink } from './syslog-sink.js'

/** The sinks of the audit that are set. */
@Injectable()
export class AuditSinks {
  readonly all: readonly AuditSink[]

  constructor(
    { syslogUrl, webhookUrl, webhookSecret, logged }: AuditSinksConfig,
    { hostname }: ServiceConfig,
    outbound: Outbound,
    clock: Clock,
    log: Log,
  ) {
    this.all = [
      ...(syslogUrl ? [new SyslogSink(syslogUrl, hostname)] : []),
      ...(logged ? [new LogSink(log)] : []),
      ...(webhookUrl && webhookSecret
        ? [new PostingSink(outbound, webhookUrl, webhookSecret, () => clock.nowMs())]
        : []),
    ]
  }
}

import { Inject, Injectable, Optional, Scope } from '@nestjs/common'
import { INQUIRER } from '@nestjs/core'
import type { Logger } from 'pino'
import { LogWriter } from './log-writer.js'

/**
 * Fields of a log line: facts by name, `err` for an error. Secrets are taken out by name, at any depth.
 */
export type LogFields = Record<string, unknown>

/**
 * The log of one class: inject it by type, and its lines carry the name of the class that asked for it.
 * A level is followed by the facts, then by a constant message: `log.warn({ did, err }, 'could not …')`.
 */
@Injectable({ scope: Scope.TRANSIENT })
export class Log {
  readonly #pino: Logger | undefined

  constructor(@Optional() writer?: LogWriter, @Optional() @Inject(INQUIRER) user?: object | string) {
    this.#pino = writer?.of(typeof user === 'string' ? user : (user?.constructor.name ?? 'Application'))
  }

  /** A log that writes nothing; for unit tests. */
  static silent(): Log {
    return new Log()
  }

  /** A log under a name of its own; for what is not made by injection. */
  static named(writer: LogWriter, context: string): Log {
    return new Log(writer, context)
  }

  /** Whether lines of a level are written; asked before facts are gathered for every request. */
  writes(level: 'debug' | 'info'): boolean {
    return this.#pino?.isLevelEnabled(level) ?? false
  }

  trace(fields: LogFields, message: string): void {
    this.#pino?.trace(fields, message)
  }

  debug(fields: LogFields, message: string): void {
    this.#pino?.debug(fields, message)
  }

  /** Something an operator may want to know. */
  info(fields: LogFields, message: string): void {
    this.#pino?.info(fields, message)
  }

  /** Something went wrong and was dealt with. */
  warn(fields: LogFields, message: string): void {
    this.#pino?.warn(fields, message)
  }

  /** A fault: something that should not happen at all. */
  error(fields: LogFields, message: string): void {
    this.#pino?.error(fields, message)
  }
}

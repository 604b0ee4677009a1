import { Injectable, type LoggerService } from '@nestjs/common'
import type { Logger } from 'pino'
import { LogWriter } from './log-writer.js'

/** Lets the framework write into our log: `app.useLogger(app.get(NestLog))`. */
@Injectable()
export class NestLog implements LoggerService {
  constructor(private readonly writer: LogWriter) {}

  /** Start-up chatter of the framework is of interest only when something is searched for. */
  log(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest)
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest)
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest)
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest)
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest)
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest)
  }

  /** The framework appends its context, and for errors a stack before it. */
  #write(level: 'trace' | 'debug' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? String(rest.pop()) : 'Nest'
    const log: Logger = this.writer.of(context)
    if (message instanceof Error) return log[level]({ err: message }, message.message)
    const fields = typeof message === 'object' && message !== null ? { ...message } : {}
    const details = rest.length > 0 ? { details: rest } : {}
    log[level]({ ...fields, ...details }, typeof message === 'string' ? message : '')
  }
}

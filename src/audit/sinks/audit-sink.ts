import type { AuditEntry } from '../audit-entry.js'

/** Somewhere else where the audit is kept. */
export interface AuditSink {
  /** It stays the same: how far a sink has come is kept under it. */
  readonly name: string

  /**
   * Sends entries, in their order. Some may have been sent before, if it is not known whether they arrived.
   * @throws {Error} what kept it from taking all of them
   */
  send(entries: readonly AuditEntry[]): Promise<void>
}

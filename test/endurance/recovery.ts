import { setTimeout as sleep } from 'node:timers/promises'

const PROBE_EVERY_MS = 100
/** An answer that comes so late was kept back by the fault. */
const LATE_MS = 1_000
/** Who has noticed nothing so long after the end of a fault notices nothing any more. */
const AFTERMATH_MS = 3_000
const RECOVERY_MAX_MS = 90_000

/** What a node made of a fault; times in milliseconds since the fault began. */
export interface Recovery {
  fault: string
  node: number
  lastedMs: number
  /** the first write that failed or was kept back; undefined when none was */
  failedMs?: number
  /** the first write after that which succeeded; undefined when none did */
  againMs?: number
}

/**
 * Writes through a node again and again from the beginning of a fault until a write succeeds after one did not.
 * @param write whether it was acknowledged
 * @param endedMs when the fault was over, as milliseconds since the epoch; undefined while it is not
 */
export async function watchRecovery(
  write: () => Promise<boolean>,
  endedMs: () => number | undefined,
): Promise<Pick<Recovery, 'failedMs' | 'againMs'>> {
  const beganMs = Date.now()
  let failedMs: number | undefined
  for (;;) {
    const atMs = Date.now()
    const isDone = await write()
    const nowMs = Date.now()
    if (!isDone || nowMs - atMs > LATE_MS) failedMs ??= atMs - beganMs
    if (isDone && failedMs !== undefined) return { failedMs, againMs: nowMs - beganMs }
    const sinceMs = nowMs - (endedMs() ?? nowMs)
    if (failedMs === undefined && sinceMs > AFTERMATH_MS) return {}
    if (sinceMs > RECOVERY_MAX_MS) return { failedMs }
    await sleep(PROBE_EVERY_MS)
  }
}

const HEAD = ['fault', 'node', 'lasted', 'first failure', 'writes again']
const seconds = (ms: number | undefined, otherwise: string) =>
  ms === undefined ? otherwise : `${(ms / 1000).toFixed(1)} s`

/** A row for each node that a fault concerned. */
export function recoveryTable(recoveries: readonly Recovery[]): string {
  const rows = recoveries.map(({ fault, node, lastedMs, failedMs, againMs }) => [
    fault,
    String(node),
    seconds(lastedMs, '-'),
    seconds(failedMs, 'none'),
    failedMs === undefined ? '-' : seconds(againMs, 'never'),
  ])
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]!.length)))
  const lineOf = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')
  return [HEAD, widths.map((width) => '-'.repeat(width)), ...rows].map(lineOf).join('\n')
}

/** For each kind of fault: how often, and how long nodes could not be written through, in the middle and at most. */
export function recoverySummary(recoveries: readonly Recovery[]): string {
  const kinds = [...new Set(recoveries.map(({ fault }) => fault))].sort()
  return kinds
    .map((kind) =>
      summaryOf(
        kind,
        recoveries.filter(({ fault }) => fault === kind),
      ),
    )
    .join('\n')
}

function summaryOf(kind: string, all: readonly Recovery[]): string {
  const again = all.flatMap(({ againMs }) => againMs ?? []).sort((a, b) => a - b)
  const middle = again[Math.floor(again.length / 2)]
  return `${kind}: ${all.length} nodes concerned, ${again.length} noticed; writes again after ${seconds(middle, '-')} (median), ${seconds(again.at(-1), '-')} at most`
}

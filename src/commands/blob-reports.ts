import type { AccountBlobUsage, BlobAmount, SweepReport } from '../blob/index.js'

/** What a sweep found and did, for people. */
export function describeSweep(
  { objects, orphans, orphanBytes, forgotten, leftOvers, missing }: SweepReport,
  dryRun: boolean,
): string {
  const did = dryRun ? 'would be' : 'were'
  return lines(
    `${objects} objects in the store`,
    `${orphans} objects (${orphanBytes} bytes) that no blob names ${did} removed`,
    `${forgotten} blobs without a reference ${did} given an end`,
    `${leftOvers} files of interrupted uploads ${did} removed`,
    `${missing.length} blobs have lost their bytes`,
    ...missing.map((blob) => `- ${blob.did} ${blob.cid}`),
  )
}

/** What an account stores and may store, for people. */
export function describeUsage(did: string, { stored, today, allowance }: AccountBlobUsage): string {
  return lines(
    `${did} stores ${amount(stored)}; quota ${limit(allowance.quotaBytes, 'bytes')}`,
    `today (UTC) ${amount(today)}; a day ${limit(allowance.dailyBytes, 'bytes')}, ${limit(allowance.dailyCount, 'blobs')}`,
    `one blob up to ${allowance.uploadBytesMax} bytes`,
    `files that give away a place are ${allowance.locationAllowed ? 'always taken' : 'treated as the settings say'}`,
  )
}

/** What all accounts together store, for people. */
export function describeTotal({ accounts, ...stored }: BlobAmount & { accounts: number }): string {
  return lines(`${accounts} accounts store ${amount(stored)}`)
}

function amount({ bytes, count }: BlobAmount): string {
  return `${count} blobs, ${bytes} bytes`
}

function limit(value: number | undefined, unit: string): string {
  return value === undefined ? `without limit of ${unit}` : `${value} ${unit}`
}

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`
}

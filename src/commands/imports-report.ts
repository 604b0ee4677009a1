import type { ListedImport } from '../repo/index.js'

/** Nothing came for longer: whoever sent the file has left, or its node has. */
const SILENCE_MAX_MS = 60_000

/** How far imports have come that have not ended, for people. */
export function describeImports(imports: readonly ListedImport[], nowMs: number): string {
  if (imports.length === 0) return 'no import is under way\n'
  return imports.map((one) => `${describeImport(one, nowMs)}\n`).join('')
}

function describeImport(one: ListedImport, nowMs: number): string {
  const { importId, did, createdAt, records, nodes, waiting } = one
  const rest = waiting > 0 ? `, ${waiting} blocks that wait for the rest` : ''
  return `${importId} ${did}: ${stateOf(one, nowMs)}, since ${createdAt.toISOString()}: ${records} records, ${nodes} nodes${rest}`
}

function stateOf({ arrivedAt, seenAt }: ListedImport, nowMs: number): string {
  if (arrivedAt) return 'arrived, about to be finished'
  return nowMs - seenAt.getTime() > SILENCE_MAX_MS ? 'interrupted' : 'arriving'
}

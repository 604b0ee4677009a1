import { availableParallelism, totalmem } from 'node:os'
import { signerBackend } from '@guildhall/crypto'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, warning } from '../finding.js'

const NODE_MIN = [20, 19] as const
const MEMORY_MIN_BYTES = 512 * 2 ** 20

/** Node.js, memory, processors, and how signatures are made. */
export const machineCheck: Check = {
  name: 'Node.js',
  look: () => Promise.resolve([node(process.versions.node), memory(), signatures()]),
}

/** @param version such as `20.19.0` */
export function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isEnough = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])
  if (isEnough) return ok('Node.js', 'node', { version })
  const values = { version, needed: NODE_MIN.join('.') }
  return failed('Node.js', 'node_too_old', values, advice('newer_node'))
}

function memory(): Finding {
  const values = { memory: (totalmem() / 2 ** 30).toFixed(1), processors: availableParallelism() }
  if (totalmem() >= MEMORY_MIN_BYTES) return ok('machine', 'machine', values)
  return warning('machine', 'machine', values, advice('more_memory'))
}

function signatures(): Finding {
  const backend = signerBackend()
  if (backend === 'secp256k1') return ok('signatures', 'signatures_native', {})
  return warning('signatures', 'signatures_slow', { backend }, advice('native_signatures', 'npm ci'))
}

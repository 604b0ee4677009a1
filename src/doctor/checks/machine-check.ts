import { availableParallelism, totalmem } from 'node:os'
import { signerBackend } from '@guildhall/crypto'
import type { Check } from '../check.js'
import { failed, type Finding, ok, warning } from '../finding.js'

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
  if (isEnough) return ok('Node.js', version)
  const fix = 'Install a newer one, 24 for instance: https://nodejs.org/en/download'
  return failed('Node.js', `${version}; ${NODE_MIN.join('.')} or newer is needed`, fix)
}

function memory(): Finding {
  const text = `${(totalmem() / 2 ** 30).toFixed(1)} GiB of memory, ${availableParallelism()} processors`
  if (totalmem() >= MEMORY_MIN_BYTES) return ok('machine', text)
  return warning('machine', text, 'Give the machine at least 0.5 GiB of memory.')
}

function signatures(): Finding {
  const name = signerBackend()
  if (name === 'secp256k1') return ok('signatures', 'made by native code')
  const fix =
    'Install with optional dependencies, on a platform for which there are such, or with a compiler:\nnpm ci'
  return warning('signatures', `made in JavaScript (${name}), which is ten times slower`, fix)
}

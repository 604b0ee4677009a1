import { createServer } from 'node:net'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok } from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'port'
const ANSWER_MS = 4_000

/** Whether the port can be listened on, or this server does so already. */
export const portCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { port, bindAddress } = patient.service
    const code = await listenProblem(port, bindAddress)
    if (code === undefined) return [ok(NAME, 'port_free', { address: `${bindAddress}:${port}` })]
    return [code === 'EADDRINUSE' ? await inUse(patient) : refused(code, patient)]
  },
}

/** The system's word for why one cannot listen there; undefined if one can. */
function listenProblem(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code = 'EUNKNOWN' }: NodeJS.ErrnoException) => resolve(code))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

async function inUse(patient: Patient): Promise<Finding> {
  const { port, bindAddress, version } = patient.service
  const isAny = bindAddress === '0.0.0.0' || bindAddress === '::'
  const host = isAny ? 'localhost' : bindAddress.includes(':') ? `[${bindAddress}]` : bindAddress
  const url = `http://${host}:${port}`
  const address = `${bindAddress}:${port}`
  try {
    const answer = await patient.outboundTo(url).getJson(`${url}/xrpc/_health`, { timeoutMs: ANSWER_MS })
    const theirs = (answer as { version?: unknown }).version
    if (theirs === version) return ok(NAME, 'port_ours', { address })
    return ok(NAME, 'port_of_other_version', { version: String(theirs), address })
  } catch {
    const fix = advice('port_in_use', `ss -ltnp 'sport = :${port}'`)
    return failed(NAME, 'port_taken', { port }, fix)
  }
}

function refused(code: string, { service: { port, bindAddress } }: Patient): Finding {
  const values = { address: `${bindAddress}:${port}`, error: code }
  if (code === 'EACCES') {
    return failed(NAME, 'port_refused', values, advice('port_of_root'))
  }
  return failed(NAME, 'port_refused', values, advice('address_of_machine', 'ip -brief address'))
}

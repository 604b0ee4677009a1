import { createServer } from 'node:net'
import type { Check } from '../check.js'
import { failed, type Finding, ok } from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'port'
const ANSWER_MS = 4_000

/** Whether the port can be listened on, or this server does so already. */
export const portCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { port, bindAddress } = patient.service
    const code = await listenProblem(port, bindAddress)
    if (code === undefined) return [ok(NAME, `${bindAddress}:${port} is free`)]
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
  try {
    const answer = await patient.outboundTo(url).getJson(`${url}/xrpc/_health`, { timeoutMs: ANSWER_MS })
    const theirs = (answer as { version?: unknown }).version
    if (theirs === version) return ok(NAME, `this server listens on ${bindAddress}:${port}`)
    return ok(NAME, `a server of version ${String(theirs)} listens on ${bindAddress}:${port}`)
  } catch {
    const fix = `Look which, end it, or set another PDS_PORT:\nss -ltnp 'sport = :${port}'`
    return failed(NAME, `another program, or a server that is not well, listens on port ${port}`, fix)
  }
}

function refused(code: string, { service: { port, bindAddress } }: Patient): Finding {
  const detail = `one cannot listen on ${bindAddress}:${port} (${code})`
  if (code === 'EACCES') {
    return failed(NAME, detail, 'Ports below 1024 belong to root: set a higher PDS_PORT, behind a proxy.')
  }
  return failed(NAME, detail, `PDS_BIND_ADDRESS must be an address of this machine:\nip -brief address`)
}

import type { FastifyInstance } from 'fastify'
import { XRPC_ROOT } from '../xrpc/index.js'
import { NoSuchAddress, ParameterNotStorable } from './http.errors.js'

const METHODS = `/${XRPC_ROOT}/`
/** What identity providers say is read with care, whatever it is: administrators are told of it. */
const OF_PROVIDERS = new Set(['/sso/start', '/sso/callback'])
const NUL = '%00'

/**
 * Refuses addresses with a NUL: whoever looks for what they name would ask the database, which takes no such text. Methods
 * have lexicons for what may be said to them.
 */
export function checkAddresses(server: FastifyInstance): void {
  server.addHook('onRequest', ({ raw: { url = '' } }, _reply, done) => done(refusalOf(url)))
}

function refusalOf(url: string): NoSuchAddress | ParameterNotStorable | undefined {
  if (!url.includes(NUL) || url.startsWith(METHODS)) return undefined
  const path = url.split('?', 1)[0]!
  if (path.includes(NUL)) return new NoSuchAddress()
  return OF_PROVIDERS.has(path) ? undefined : new ParameterNotStorable()
}

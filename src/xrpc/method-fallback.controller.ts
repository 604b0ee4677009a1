import { All, Controller, Optional, Req, Res } from '@nestjs/common'
import { Lexicons } from '@guildhall/lexicon'
import { isNsid } from '@guildhall/syntax'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { anyone } from './access.js'
import { CallLimiter } from './call-limiter.js'
import { NoUnknownMethods } from './no-unknown-methods.js'
import { RouteAudit } from './route-audit.js'
import { stateAccess } from './stated-access.js'
import { UnknownMethods } from './unknown-methods.js'
import { XRPC_ROOT } from './xrpc.js'
import { InvalidRequest, MethodNotImplemented } from './xrpc.errors.js'
import { XrpcError } from './xrpc-error.js'

const VERBS = new Set(['GET', 'HEAD', 'POST'])

/** Answers what no handler answers: wrong verbs, subscriptions without WebSocket, malformed paths, unknown methods. */
@Controller()
export class MethodFallbackController {
  constructor(
    private readonly audit: RouteAudit,
    private readonly limiter: CallLimiter,
    private readonly lexicons: Lexicons,
    @Optional() private readonly unknown: UnknownMethods = new NoUnknownMethods(),
  ) {}

  // Whatever takes over unknown methods looks at credentials itself.
  @All([XRPC_ROOT, `${XRPC_ROOT}/*`])
  @stateAccess(anyone)
  async handle(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const nsid = nsidOf(request)
    this.#assertMethodOfOthers(nsid, request.method)
    await this.limiter.admitUnknown(request, reply)
    // Nothing is passed on in nobody's name: for whoever has no credentials, methods of others are not there.
    if (request.headers.authorization === undefined && !this.lexicons.method(nsid))
      throw new MethodNotImplemented()
    await this.unknown.handle(request, reply, nsid)
  }

  #assertMethodOfOthers(nsid: string, verb: string): void {
    const { methods, subscriptions } = this.audit.routes
    const known = methods.get(nsid)
    if (known) throw wrongVerb(verb, known.method.kind === 'query' ? 'GET' : 'POST')
    if (subscriptions.has(nsid)) throw XrpcError.upgradeRequired()
    if (!isNsid(nsid)) throw new InvalidRequest('invalid xrpc path')
    if (!VERBS.has(verb)) throw new InvalidRequest('XRPC requests only supports GET and POST')
  }
}

/** What stands after `/xrpc/`, without one slash at its end. The router has dropped one already from its parameters. */
function nsidOf({ raw }: FastifyRequest): string {
  const [path = ''] = (raw.url ?? '').split('?', 1)
  return path.slice(`/${XRPC_ROOT}/`.length).replace(/\/$/, '')
}

function wrongVerb(got: string, expected: string): InvalidRequest {
  return new InvalidRequest(`Incorrect HTTP method (${got}) expected ${expected}`)
}

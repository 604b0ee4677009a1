import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { isPrivilegedMethod, isProtectedMethod } from '../auth/index.js'
import type { OpenAnswer } from '../outbound/index.js'
import {
  Authenticator,
  authenticationContext,
  type Call,
  type Caller,
  callerOfKind,
  ClientDeparture,
  demandScope,
  noteCaller,
  PassedAnswer,
  rpcScope,
  sendPassed,
  signedIn,
  UnknownMethods,
  untouchedBody,
} from '../xrpc/index.js'
import { understoodCodings } from './accepted-codings.js'
import { failureOf } from './failure-of.js'
import { answerHeaders, callHeaders } from './passed-headers.js'
import { ProxyConfig } from './proxy.config.js'
import { MethodNotPassedOn } from './proxy.errors.js'
import { nameOf, type Service } from './service.js'
import { type OpenCall, ServiceCalls } from './service-calls.js'
import { Services } from './services.js'

/** Whoever may call anything may call what others serve; what exactly is looked at for each method. */
const ACCESS = signedIn()

const CHOICE = 'atproto-proxy'

/** What is asked for in the stead of callers who name no content coding. */
const PLAIN = 'identity'

/** How the token of a call differs from the usual one. */
export interface TokenChoice {
  /** NSID that it names, in place of the method */
  readonly lxm: string
  /** Finds whom it is meant for, in place of the service that is called. */
  audience(did: Did, service: Service): Promise<string>
}

/**
 * Passes calls on to the services that have the method: all of methods that are unknown here, and those of methods that
 * are known and answered, or half of it, by others. Bodies go through as they come, in both directions.
 */
@Injectable()
export class MethodForwarding extends UnknownMethods {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly services: Services,
    private readonly calls: ServiceCalls,
    private readonly config: ProxyConfig,
  ) {
    super()
  }

  override async handle(request: FastifyRequest, reply: FastifyReply, nsid: string): Promise<void> {
    if (isProtectedMethod(nsid)) throw new MethodNotPassedOn()
    const { headers, raw } = request
    reply.header('cache-control', 'private').header('vary', 'Authorization')
    const context = authenticationContext(request, reply, nsid)
    const caller = await this.authenticator.authenticate(headers, ACCESS, context)
    noteCaller(request, caller)
    const body = raw.method === 'POST' ? bodyOf(request, this.config.requestMaxBytes) : undefined
    const codings = headers['accept-encoding']?.toString() || PLAIN
    const call: OpenCall = {
      method: raw.method as OpenCall['method'],
      nsid,
      search: searchOf(raw.url ?? ''),
      headers: callHeaders(headers, codings, body !== undefined),
      signal: new ClientDeparture(reply.raw),
      ...(body && { body }),
    }
    try {
      sendPassed(reply, this.pass(await this.#open(caller, headers, call)))
    } catch (error) {
      // Nobody reads it any more: what is left must not stand in the way of the answer.
      body?.destroy()
      throw error
    }
  }

  /**
   * Passes a query on that is known here, as its handler; the answer may be looked at by `peek`, and is given back by
   * {@link pass}.
   * @param token what the token says, where it is not the service and the method
   * @throws the refusals of {@link ServiceCalls.open} and of {@link Services.forMethod}; MethodNotPassedOn, ScopeMissing
   */
  ask(call: Call, token?: TokenChoice): Promise<OpenAnswer> {
    return this.#open(call.caller, call.headers, this.#openCall(call), token)
  }

  /**
   * Passes a query on that anybody may make, in nobody's name.
   * @throws the refusals of {@link ServiceCalls.openUnsigned}
   */
  askOpenly(call: Call, service: Service): Promise<OpenAnswer> {
    return this.calls.openUnsigned(service, this.#openCall(call))
  }

  /** The answer as it came, for the caller. */
  pass(answer: OpenAnswer): PassedAnswer {
    return new PassedAnswer(answer.status, answerHeaders(answer.headers), answer.take(failureOf))
  }

  /** A query that is known here, for the service that is to answer it: it may be looked at on its way back. */
  #openCall({ headers, nsid, query, signal }: Call): OpenCall {
    const accepted = headers['accept-encoding']?.toString()
    return {
      method: 'GET',
      nsid,
      search: query.size > 0 ? `?${query.toString()}` : '',
      headers: callHeaders(headers, understoodCodings(accepted, this.config.preferCompressed), false),
      signal,
    }
  }

  async #open(
    caller: Caller,
    headers: IncomingHttpHeaders,
    call: OpenCall,
    token?: TokenChoice,
  ): Promise<OpenAnswer> {
    const { did, credential } = callerOfKind(caller, 'account')
    if (credential === 'appPassword' && isPrivilegedMethod(call.nsid)) throw new MethodNotPassedOn()
    const service = await this.services.forMethod(call.nsid, headers[CHOICE]?.toString())
    demandScope({ caller }, rpcScope(call.nsid, nameOf(service)))
    if (!token) return this.calls.open(did, service, call)
    const { lxm } = token
    demandScope({ caller }, rpcScope(lxm, nameOf(service)))
    return this.calls.open(did, service, { ...call, lxm, audience: await token.audience(did, service) })
  }
}

/** As it was sent, and nothing else of the target: that may be the URL of another server. Fragments are not sent. */
function searchOf(url: string): string {
  const start = url.indexOf('?')
  if (start < 0) return ''
  const end = url.indexOf('#', start)
  return end < 0 ? url.slice(start) : url.slice(start, end)
}

function bodyOf({ raw }: FastifyRequest, bytesMax: number): Readable | undefined {
  const { 'transfer-encoding': coding, 'content-length': length = '0' } = raw.headers
  return coding === undefined && Number(length) === 0 ? undefined : untouchedBody(raw, bytesMax)
}

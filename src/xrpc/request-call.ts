import type { CompiledMethod } from '@guildhall/lexicon'
import type { WriteGrant } from '@guildhall/oauth-scopes'
import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import type { Call } from './call.js'
import type { Caller } from './caller.js'
import type { XrpcRoute } from './xrpc-route.js'

const ANONYMOUS: Caller = Object.freeze({ kind: 'anonymous' })

/** A call while it goes through the guards, each of which adds what it found. */
export class RequestCall implements Call {
  params: unknown
  input: unknown = undefined
  caller: Caller = ANONYMOUS
  grant?: WriteGrant
  #signal: AbortSignal | undefined

  constructor(
    readonly route: XrpcRoute,
    readonly lexicon: CompiledMethod,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
    /** whether the output is compared with the lexicon */
    readonly strict: boolean,
  ) {}

  get nsid(): string {
    return this.route.method.nsid
  }

  get headers(): IncomingHttpHeaders {
    return this.request.headers
  }

  get query(): URLSearchParams {
    const [, ...search] = (this.request.raw.url ?? '').split('?')
    return new URLSearchParams(search.join('?'))
  }

  get ip(): string {
    return this.request.ip
  }

  get signal(): AbortSignal {
    return (this.#signal ??= goneSignal(this.reply))
  }

  readonly setHeader = (name: string, value: string): void => {
    this.reply.header(name, value)
  }
}

/** Aborted when the client goes away before it was answered. */
export function goneSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  const abort = (): void => {
    if (!raw.writableFinished) controller.abort()
  }
  if (raw.destroyed) abort()
  else raw.once('close', abort)
  return controller.signal
}

/**
 * Where a request keeps its call and its caller. Not a WeakMap: what that holds refers to its key here, so that no
 * request would be garbage before it is old, and every short collection would carry all of them along.
 */
const CALL = Symbol('call')
const CALLER = Symbol('caller')

interface Called {
  [CALL]?: RequestCall
  [CALLER]?: Caller
}

/** Makes the call of a request known to what comes after. */
export function openCall(call: RequestCall): void {
  const called = call.request as Called
  called[CALL] = call
}

/** The call of a request; undefined for plain routes, and before its parameters were read. */
export function findCall(context: ExecutionContext): RequestCall | undefined {
  return callOfRequest(context.getArgByIndex<FastifyRequest>(0))
}

/** As {@link findCall}, by the request itself. */
export function callOfRequest(request: object): RequestCall | undefined {
  return (request as Called)[CALL]
}

/** NSID of the method that a request calls; undefined if it is none of this server, or was refused before it was known. */
export function methodOf(request: object): string | undefined {
  return callOfRequest(request)?.nsid
}

/** Remembers who makes a request that is no {@link Call}. */
export function noteCaller(request: object, caller: Caller): void {
  const called = request as Called
  called[CALLER] = caller
}

/** Who makes a request, as far as it is known. */
export function callerOf(request: object): Caller | undefined {
  return callOfRequest(request)?.caller ?? (request as Called)[CALLER]
}

/** The call that is being served; for interceptors of features. */
export function callOf(context: ExecutionContext): Call {
  const call = findCall(context)
  if (!call) throw new Error('there is no call on a route that is not an XRPC method')
  return call
}

/** The argument of a handler. */
export const CallParam = createParamDecorator((_data: unknown, context: ExecutionContext) => callOf(context))

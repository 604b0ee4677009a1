import { isPromise } from 'node:util/types'
import type { OutputOf } from '@guildhall/lexicon'
import { applyDecorators, Controller, Get, HttpCode, Post } from '@nestjs/common'
import type { Access } from './access.js'
import type { Call, XrpcMethod } from './call.js'
import type { RateLimit } from './rate-limit.js'
import type { PassedAnswer } from './passed-answer.js'
import type { ReadyJson } from './ready-json.js'
import { CallParam } from './request-call.js'
import { sendable } from './sendable.js'
import { stateAccess } from './stated-access.js'
import { declareRoute, type XrpcOptions } from './xrpc-route.js'

const OK = 200

/** Where XRPC methods are found: `/xrpc/<nsid>`. */
export const XRPC_ROOT = 'xrpc'

type Answer<M extends XrpcMethod> = OutputOf<M> | ReadyJson<OutputOf<M>> | PassedAnswer
type Handler<M extends XrpcMethod> = (call: Call<M>) => Answer<M> | Promise<Answer<M>>

/** Marks a class whose methods answer XRPC methods. */
export function XrpcController(): ClassDecorator {
  return Controller()
}

/**
 * Makes a method of a controller answer an XRPC method. Route and verb come from its lexicon; params and body are
 * validated before the handler runs; its one argument is the {@link Call}, what it returns is the output, or the
 * answer of another service.
 * @param access who may call
 */
export function Xrpc<M extends XrpcMethod>(method: M, access: Access<M>, options: XrpcOptions<M> = {}) {
  return <H extends Handler<M>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    // What is kept is looked at per call, where the types of the method are not known.
    const policy = access as unknown as Access
    const { limit = [] } = options
    descriptor.value = answering(descriptor.value!)
    declareRoute(descriptor.value, {
      method,
      access: policy,
      limits: (Array.isArray(limit) ? limit : [limit]) as unknown as readonly RateLimit[],
      options: options as unknown as XrpcOptions,
    })
    const path = `${XRPC_ROOT}/${method.nsid}`
    const verb = method.kind === 'query' ? Get(path) : Post(path)
    applyDecorators(verb, HttpCode(OK), stateAccess(policy))(target, key, descriptor)
    CallParam()(target, key, 0)
  }
}

/**
 * The handler, with its output made ready to be sent. Not an interceptor: Nest runs those through observables, which
 * cost more than most of the queries here.
 */
function answering<H extends (call: never) => unknown>(handler: H): H {
  const answer = function (this: unknown, call: object): unknown {
    const output = handler.call(this, call as never)
    return isPromise(output)
      ? output.then((settled: unknown) => sendable(call, settled))
      : sendable(call, output)
  }
  Object.defineProperty(answer, 'name', { value: handler.name })
  return answer as unknown as H
}

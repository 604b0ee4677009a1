import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import type { Grants } from '../../roles/index.js'

/** Somebody who administers, for the time of a request. */
export interface Administrator {
  /** as the audit knows them */
  readonly agent: Agent
  readonly grants: Grants
  /** when they have last shown that it is them (ms since the epoch); undefined where every request shows it */
  readonly provedAtMs: number | undefined
}

const administrators = new WeakMap<object, Administrator>()

/** Remembers who makes a request. */
export function noteAdministrator(request: object, administrator: Administrator): void {
  administrators.set(request, administrator)
}

/** Who makes a request that a guard of the administration has let in. */
export function administratorOf(request: object): Administrator {
  const administrator = administrators.get(request)
  if (!administrator) throw new Error('no guard of the administration stands before this route')
  return administrator
}

/** The parameter of a handler: who asks. */
export const By = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  administratorOf(context.switchToHttp().getRequest<object>()),
)

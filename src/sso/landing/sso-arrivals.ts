import { Injectable } from '@nestjs/common'
import { SsoFailure } from '../sso.errors.js'
import { Callbacks } from '../transactions/callbacks.js'
import { failedAnswer, type SsoAnswer } from './sso-journey.js'
import { FINISH_PATH } from './welcome-page.js'

const PARAMETERS_MAX = 20

/** Browsers that come from a provider, by whatever protocol. */
@Injectable()
export class SsoArrivals {
  constructor(private readonly callbacks: Callbacks) {}

  /**
   * Takes what a browser brings; what comes of it is seen at the next address.
   * @param stateName what the protocol calls the secret that comes back
   * @param deviceId the browser; undefined where its cookies did not come along
   * @throws {SsoFailure} where nobody knows what it belongs to
   */
  async take(
    method: 'GET' | 'POST',
    entries: readonly [string, unknown][],
    stateName: string,
    deviceId: Uint8Array | undefined,
  ): Promise<SsoAnswer> {
    const parameters = parametersOf(entries)
    const state = parameters[stateName]
    if (state === undefined) throw new SsoFailure('bad_answer', `There is no ${stateName}.`)
    const { transaction, failure } = await this.callbacks.take({ method, state, parameters, deviceId })
    return failure
      ? failedAnswer(transaction, failure)
      : { kind: 'go', to: `${FINISH_PATH}/${transaction.id}` }
  }
}

/** Each there once, as texts; how long they are is limited by whoever has read them. @throws {SsoFailure} */
function parametersOf(entries: readonly [string, unknown][]): Record<string, string> {
  const parameters = Object.create(null) as Record<string, string>
  for (const [name, value] of entries) {
    if (typeof value !== 'string' || Object.hasOwn(parameters, name))
      throw new SsoFailure('bad_answer', 'A parameter is there twice.')
    parameters[name] = value
  }
  if (entries.length > PARAMETERS_MAX) throw new SsoFailure('bad_answer', 'There are too many parameters.')
  return parameters
}

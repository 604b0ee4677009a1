import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { InteractionResults } from 'oidc-provider'
import { ClientDirectory } from '../clients/client-directory.js'
import { Devices } from '../devices/devices.js'
import { InteractionLost } from '../oauth.errors.js'
import { AuthorizationServer } from '../provider/authorization-server.js'
import { ConsentNotes } from '../sessions/consent-notes.js'
import { Grants } from '../provider/grants.js'
import { errors } from '../provider/oidc-library.js'
import type { Interaction } from './interaction.js'

/** A request and its answer, as oidc-provider takes them. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Requests that members are being asked about: found by the cookies of their browser, and ended one way or the other. */
@Injectable()
export class Interactions {
  constructor(
    private readonly server: AuthorizationServer,
    private readonly clients: ClientDirectory,
    private readonly devices: Devices,
    private readonly grants: Grants,
    private readonly notes: ConsentNotes,
  ) {}

  /** @throws {InteractionLost} if there is none of that name in this browser */
  async find({ request, response }: Exchange, uid: string): Promise<Interaction> {
    const device = await this.devices.find(request.headers)
    if (!device) throw new InteractionLost()
    const provider = await this.server.provider()
    const details = await provider.interactionDetails(request, response).catch(asLost)
    if (details.uid !== uid) throw new InteractionLost()
    const { params, iat } = details
    const { parJti } = details as { parJti?: string }
    const client = await this.clients.find(String(params.client_id))
    return { uid, params, client, device, startedMs: iat! * 1000, pushedId: parJti }
  }

  /** Lets the application act. @returns where the browser goes on */
  async accept(exchange: Exchange, interaction: Interaction, did: Did, scope: string): Promise<string> {
    const { params, client, device } = interaction
    const agreement = { did, deviceId: device.id, scope, params }
    await this.notes.allowed({ did, clientId: client.clientId, scope, deviceId: device.id })
    const grantId = await this.grants.make(await this.server.provider(), agreement)
    return this.#finish(exchange, {
      create: {},
      select_account: {},
      login: { accountId: did, remember: false },
      consent: { grantId },
    })
  }

  /** Turns the application away. @returns where the browser goes on */
  async deny(exchange: Exchange, { pushedId }: Interaction): Promise<string> {
    const { PushedAuthorizationRequest } = await this.server.provider()
    const pushed = pushedId === undefined ? undefined : await PushedAuthorizationRequest.find(pushedId)
    // What was denied must not be asked again.
    await pushed?.consume()
    return this.#finish(exchange, {
      error: 'access_denied',
      error_description: 'the member has denied the request',
    })
  }

  async #finish({ request, response }: Exchange, result: InteractionResults): Promise<string> {
    const options = { mergeWithLastSubmission: false }
    const provider = await this.server.provider()
    return provider.interactionResult(request, response, result, options)
  }
}

function asLost(error: unknown): never {
  if (error instanceof errors.SessionNotFound) throw new InteractionLost()
  throw error
}

import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../../jobs/index.js'
import { Log } from '../../telemetry/index.js'
import { ConnectionStore } from '../connections/connection.store.js'
import { SsoFailure } from '../sso.errors.js'
import { ProviderMetadata } from './provider-metadata.js'
import { samlSettings } from './saml-settings.js'

/** A provider announces its next certificate days before it is used. */
const EVERY_MS = 60 * 60 * 1000

/** Reads metadata anew that providers publish. */
@Injectable()
export class MetadataRefresh extends HousekeepingTask {
  override readonly name = 'metadata of SAML providers'
  override readonly everyMs = EVERY_MS

  constructor(
    private readonly connections: ConnectionStore,
    private readonly metadata: ProviderMetadata,
    private readonly log: Log,
  ) {
    super()
  }

  /** @returns how many were read */
  override async run(): Promise<number> {
    const published = (await this.connections.list()).filter(
      (connection) =>
        connection.kind === 'saml' &&
        connection.issuer !== '' &&
        samlSettings(connection).metadataUrl !== undefined,
    )
    let count = 0
    for (const connection of published) {
      try {
        await this.metadata.refresh(connection)
        count++
      } catch (error) {
        if (!(error instanceof SsoFailure)) throw error
        this.log.warn({ connection: connection.id, err: error }, 'the metadata of a provider cannot be read')
      }
    }
    return count
  }
}

import { Injectable } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import { Refusal } from '../../refusal.js'
import type { Connection } from '../connections/connection.js'
import { InvalidConnection } from '../connections/connections.errors.js'
import { IdentityProviders } from '../connections/identity-providers.js'
import { SamlChanges } from '../saml/saml-changes.js'
import type { SetupLink } from './setup-link.js'
import { SetupDrafts, type SetupInput } from './setup-drafts.js'
import { SetupLinkOver } from './setup.errors.js'

const SECRET_LENGTH_MAX = 4_096

/** What was found when something was saved: whether all is well, and what is wrong, in English. */
export interface SetupCheck {
  readonly ok: boolean
  readonly message: string
}

/** Keeps what was filled in, and looks whether it works. */
@Injectable()
export class SetupSaving {
  constructor(
    private readonly drafts: SetupDrafts,
    private readonly saml: SamlChanges,
    private readonly providers: IdentityProviders,
  ) {}

  /** @returns what was found; also what could not be saved. @throws {SetupLinkOver} */
  async save(link: SetupLink, form: URLSearchParams, agent: Agent): Promise<readonly SetupCheck[]> {
    try {
      if (link.kind === 'saml') await this.#saveSaml(link, form, agent)
      else await this.drafts.save(link, await this.#oidcInput(link, form), agent)
      const saved = await this.drafts.of(link)
      return saved ? await this.#look(saved) : []
    } catch (error) {
      if (!(error instanceof Refusal) || error instanceof SetupLinkOver) throw error
      return [{ ok: false, message: error.message }]
    }
  }

  async #oidcInput(link: SetupLink, form: URLSearchParams): Promise<SetupInput> {
    const secret = textIn(form, 'secret')
    if (secret.length > SECRET_LENGTH_MAX || (secret === '' && !(await this.drafts.hasSecret(link))))
      throw new InvalidConnection([{ at: '/secret', message: 'must be what the provider has given' }])
    return {
      issuer: textIn(form, 'issuer'),
      settings: { clientId: textIn(form, 'clientId') },
      ...(secret !== '' && { secret }),
    }
  }

  /** The metadata say what the provider is called: whatever was known of another one is forgotten. */
  async #saveSaml(link: SetupLink, form: URLSearchParams, agent: Agent): Promise<void> {
    const [metadataUrl, xml] = [textIn(form, 'metadataUrl'), textIn(form, 'xml')]
    if (metadataUrl === '' && xml === '')
      throw new InvalidConnection([
        { at: '/settings/metadataUrl', message: 'must be there, or the metadata' },
      ])
    const settings = { metadataUrl: metadataUrl === '' ? undefined : metadataUrl }
    const saved = await this.drafts.save(link, { issuer: '', settings }, agent)
    if (xml === '') await this.saml.refresh(saved, agent)
    else await this.saml.putMetadata(saved, xml, agent)
  }

  async #look(connection: Connection): Promise<readonly SetupCheck[]> {
    const found = (await this.providers.of(connection.kind)?.health(connection)) ?? []
    return found.map(({ ok, message }) => ({ ok, message }))
  }
}

function textIn(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').trim()
}

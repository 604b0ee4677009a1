import { isPlcDid } from '@guildhall/identity'
import { Injectable } from '@nestjs/common'
import { DidCredentials, PlcSigning } from '../../lifecycle/index.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { Visit } from '../visits/visit.js'

const JSON_INDENT = 2

/** How to move to another server, and the code that it takes. */
@Injectable()
export class MoveSection extends PortalSection {
  override readonly name = 'move'
  override readonly isSensitive = true

  constructor(
    private readonly signing: PlcSigning,
    private readonly credentials: DidCredentials,
  ) {
    super()
  }

  override async show({ account: { did, email }, query }: Visit): Promise<SectionView> {
    return {
      page: this.name,
      isPlc: isPlcDid(did),
      isCodeSent: query.done === 'code-sent',
      email,
      credentials: JSON.stringify(await this.credentials.recommended(did), undefined, JSON_INDENT),
    }
  }

  override async sendCode({ account }: Visit): Promise<SectionOutcome> {
    await this.signing.request(account.did)
    return { kind: 'go', to: this.name, done: 'code-sent' }
  }
}

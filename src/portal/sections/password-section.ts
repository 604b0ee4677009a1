import { Injectable } from '@nestjs/common'
import { OwnPasswordChange } from '../../account/index.js'
import { Devices } from '../../oauth/index.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { Visit } from '../visits/visit.js'

/** Another password. */
@Injectable()
export class PasswordSection extends PortalSection {
  override readonly name = 'password'
  override readonly isSensitive = true

  constructor(
    private readonly passwords: OwnPasswordChange,
    private readonly devices: Devices,
  ) {
    super()
  }

  override show(): SectionView {
    return { page: this.name }
  }

  /** All sessions end; only whoever sits here, and has just proved to be the owner, stays signed in. */
  override async take(
    { account, device, ip, isRemembered }: Visit,
    form: URLSearchParams,
  ): Promise<SectionOutcome> {
    const former = form.get('former') ?? ''
    const password = form.get('password') ?? ''
    await this.passwords.change(account.did, { former, password, ip })
    await this.devices.signIn(device, account.did, isRemembered, ip, { by: 'password' })
    return { kind: 'go', to: this.name, done: 'password-changed' }
  }
}

import { Injectable } from '@nestjs/common'
import { AppPasswords, type ListedAppPassword } from '../../account/index.js'
import { AppPasswordRevocation } from '../../auth/index.js'
import { NothingThere } from '../portal.errors.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { AppPasswordView } from '../portal-state.js'
import type { Visit } from '../visits/visit.js'

/** The passwords of applications. */
@Injectable()
export class AppPasswordsSection extends PortalSection {
  override readonly name = 'app-passwords'

  constructor(
    private readonly passwords: AppPasswords,
    private readonly revocation: AppPasswordRevocation,
  ) {
    super()
  }

  override async show({ account }: Visit): Promise<SectionView> {
    const passwords = await this.passwords.list(account.did)
    return { page: this.name, passwords: passwords.map(appPasswordView) }
  }

  override async take({ account }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const name = form.get('revoke')
    const own = (await this.passwords.list(account.did)).find((one) => one.name === name)
    if (!own) throw new NothingThere()
    await this.revocation.revoke(account.did, own.name)
    return { kind: 'go', to: this.name, done: 'app-password-removed' }
  }
}

/** An app password as its owner sees it. */
export function appPasswordView({
  name,
  privileged,
  createdAt,
  expiresAt,
  lastUsedAt,
}: Omit<ListedAppPassword, 'lastUsedAt'> & Partial<ListedAppPassword>): AppPasswordView {
  return {
    name,
    isPrivileged: privileged,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString(),
    usedAt: lastUsedAt?.toISOString(),
  }
}

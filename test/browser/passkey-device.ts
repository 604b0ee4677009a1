import type { CDPSession, Page } from 'playwright-core'

const PHONE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
} as const

/** A passkey with its private key, as the tools of Chromium have it. */
export type Passkey = Awaited<ReturnType<typeof passkeysOf>>['credentials'][number]

const passkeysOf = (devtools: CDPSession, authenticatorId: string) =>
  devtools.send('WebAuthn.getCredentials', { authenticatorId })

/** A device that makes and uses passkeys in one page of Chromium. */
export class PasskeyDevice {
  private constructor(
    private readonly devtools: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  /** @param isTouched whether its owner touches it when it is asked */
  static async in(page: Page, isTouched = true): Promise<PasskeyDevice> {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const options = { ...PHONE, automaticPresenceSimulation: isTouched }
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
    return new PasskeyDevice(devtools, authenticatorId)
  }

  async touch(enabled: boolean): Promise<void> {
    const { authenticatorId } = this
    await this.devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
  }

  /** The passkeys that it has, to be put into the device of another page. */
  async passkeys(): Promise<readonly Passkey[]> {
    return (await passkeysOf(this.devtools, this.authenticatorId)).credentials
  }

  async put(passkeys: readonly Passkey[]): Promise<void> {
    const { authenticatorId } = this
    for (const credential of passkeys)
      await this.devtools.send('WebAuthn.addCredential', { authenticatorId, credential })
  }
}

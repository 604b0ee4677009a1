import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'

/** What an account has besides its password. */
export interface FactorOverview {
  /** absent unless codes of an app are asked for */
  readonly totp: TotpView | undefined
  /** oldest first */
  readonly passkeys: readonly PasskeyView[]
  /** how many codes on paper are still good; none unless there is another factor */
  readonly recoveryCodesLeft: number
}

/** An app that makes codes. */
export interface TotpView {
  readonly addedAt: Date
}

/** A passkey, as its owner knows it. */
export interface PasskeyView {
  /** of the credential, in base64url */
  readonly id: string
  readonly name: string
  readonly addedAt: Date
  readonly lastUsedAt: Date | undefined
  /** whether it is on several devices of its owner */
  readonly isSynced: boolean
}

/** An app that is to make codes, until it has shown that it does. */
export interface TotpEnrolment {
  /** in base32, to be typed where no picture can be taken */
  readonly secret: string
  /** `otpauth://totp/…` */
  readonly uri: string
  /** the same as a picture: a whole SVG element, black on white */
  readonly qr: string
  /** from then on it has to be begun again */
  readonly expiresAt: Date
}

/** What a browser is to make a passkey of. */
export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON

/** A factor that was just added. */
export interface AddedFactor {
  /** codes for when all else is lost, shown this once; absent if the account has some already */
  readonly recoveryCodes: readonly string[] | undefined
}

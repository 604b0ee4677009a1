/** A second factor. */
export type MailedFactor = 'totp' | 'passkey'

/** What has happened to the security of an account. */
export type SecurityMatter =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'app-allowed'; readonly app: string }
  | { readonly kind: 'app-password-made'; readonly name: string }
  | { readonly kind: 'password-changed' }
  | {
      readonly kind: 'email-changed'
      readonly to: string
      /** whether it was not the owner */
      readonly byService?: boolean
    }
  | { readonly kind: 'factor-added'; readonly factor: MailedFactor }
  | {
      readonly kind: 'factor-removed'
      /** `passkeys` are all of them */
      readonly factor: MailedFactor | 'passkeys'
      /** whether it was not the owner */
      readonly byService?: boolean
    }
  | {
      readonly kind: 'identity-linked'
      /** of the organization */
      readonly name: string
      /** whether it was not the owner */
      readonly byService?: boolean
    }
  | {
      readonly kind: 'identity-unlinked'
      /** of the organization */
      readonly name: string
      /** whether it was not the owner */
      readonly byService?: boolean
    }
  | { readonly kind: 'factors-reset' }
  | { readonly kind: 'recovery-codes-low'; readonly left: number }

/** Something is not as the profile of OAuth for atproto wants it. */
export class OAuthError extends Error {
  /**
   * @param code of OAuth and its extensions, such as `invalid_client` or `use_dpop_nonce`
   * @param message for developers; carries no secrets
   */
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'OAuthError'
  }
}

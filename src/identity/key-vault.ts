/** A secret that only a vault can open. */
export interface WrappedKey {
  /** Ciphertext with all the vault needs besides its own key. */
  readonly wrapped: Uint8Array
  /** Names the key-encryption key that was used, so that it can be replaced step by step. */
  readonly kekId: string
}

/**
 * Port to whatever holds the key-encryption key: this process, or a key management service.
 * What is stored is worthless without it.
 */
export abstract class KeyVault {
  /** Names the key-encryption key that {@link wrap} uses. */
  abstract readonly currentKekId: string

  /**
   * Encrypts a secret.
   * @param secret at most a few kilobytes
   * @param context what the secret belongs to (a DID); it is authenticated, and must be the same when unwrapping
   */
  abstract wrap(secret: Uint8Array, context: string): Promise<WrappedKey>

  /**
   * Opens what {@link wrap} returned.
   * @throws {VaultError} if the key-encryption key is not known here, or ciphertext or context were altered
   */
  abstract unwrap(key: WrappedKey, context: string): Promise<Uint8Array>
}

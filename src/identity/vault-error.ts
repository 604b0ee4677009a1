/** A wrapped secret could not be opened. It is a fault of the installation, not of a request. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
}

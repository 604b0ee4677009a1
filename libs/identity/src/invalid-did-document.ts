/** What was fetched as the document of a DID is none, or is that of another DID. */
export class InvalidDidDocument extends Error {
  override readonly name = 'InvalidDidDocument'
}

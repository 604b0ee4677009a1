/** Thrown when bytes are not a frame of an event stream: two DAG-CBOR objects, header and body, and nothing after. */
export class InvalidFrame extends Error {
  override readonly name = 'InvalidFrame'
}

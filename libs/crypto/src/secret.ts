import { Buffer } from 'node:buffer'
import { InvalidKey } from './invalid-key.js'
import { SCALAR_BYTES } from './signer.js'

/** Random bytes that are a key; nearly always the first ones are. */
export function generateSecret(
  randomBytes: (count: number) => Uint8Array,
  isValid: (secret: Uint8Array) => boolean,
): Uint8Array {
  while (true) {
    const secret = Uint8Array.from(randomBytes(SCALAR_BYTES))
    if (isValid(secret)) return secret
  }
}

/** @throws InvalidKey unless the text is 32 bytes in hexadecimal */
export function bytesFromHex(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new InvalidKey('not a private key of 64 hexadecimal digits')
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}

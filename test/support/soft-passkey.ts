import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { encode } from 'cborg'

/** Flags of an authenticator (WebAuthn section 6.1). */
const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40
const AAGUID = Buffer.alloc(16)

/** What a page was asked with. */
export interface Asked {
  readonly challenge: string
  readonly rpId?: string | undefined
}

/** What is to be different from what a good device would do. */
export interface Bent {
  origin?: string
  rpId?: string
  type?: string
  isVerified?: boolean
  userHandle?: string | undefined
  signature?: Buffer
}

/** A passkey made of software, whose every answer can be bent. */
export class SoftPasskey {
  readonly id = randomBytes(32).toString('base64url')
  /** of signatures; counts nothing while it is 0 */
  counter = 0
  readonly #secret: KeyObject
  readonly #publicKey: Uint8Array

  constructor(private readonly origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#secret = privateKey
    const { x, y } = publicKey.export({ format: 'jwk' })
    const coordinate = (text: string | undefined) => Buffer.from(text!, 'base64url')
    // COSE: an elliptic curve, ES256, P-256.
    const key: [number, unknown][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]
    this.#publicKey = encode(new Map(key))
  }

  /** The answer to the creation of a passkey, as JSON. */
  create({ challenge, rpId }: Asked, bent: Bent = {}): string {
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const attested = Buffer.concat([AAGUID, length, id, this.#publicKey])
    const authData = Buffer.concat([this.#head(rpId, bent, ATTESTED), attested])
    const response = {
      clientDataJSON: this.#clientData('webauthn.create', challenge, bent).toString('base64url'),
      attestationObject: Buffer.from(encode({ fmt: 'none', attStmt: {}, authData })).toString('base64url'),
      transports: ['internal'],
    }
    return this.#answer(response)
  }

  /** The answer to a request to prove it, as JSON. */
  prove({ challenge, rpId }: Asked, bent: Bent = {}): string {
    const clientData = this.#clientData('webauthn.get', challenge, bent)
    const authData = this.#head(rpId, bent, 0)
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
    const signature = bent.signature ?? createSign('sha256').update(signed).sign(this.#secret)
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      ...(bent.userHandle !== undefined && { userHandle: bent.userHandle }),
    })
  }

  #answer(response: object): string {
    return JSON.stringify({
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response,
    })
  }

  #clientData(type: string, challenge: string, bent: Bent): Buffer {
    const data = {
      type: bent.type ?? type,
      challenge,
      origin: bent.origin ?? this.origin,
      crossOrigin: false,
    }
    return Buffer.from(JSON.stringify(data))
  }

  #head(rpId: string | undefined, { rpId: other, isVerified = true }: Bent, more: number): Buffer {
    const name = other ?? rpId ?? new URL(this.origin).hostname
    const flags = Buffer.of(PRESENT | (isVerified ? VERIFIED : 0) | more)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([createHash('sha256').update(name).digest(), flags, counter])
  }
}

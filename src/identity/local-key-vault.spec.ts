import { randomBytes } from 'node:crypto'
import { LocalKeyVault } from './local-key-vault.js'
import { VaultError } from './vault-error.js'

const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const secret = Buffer.alloc(32, 7)

describe('LocalKeyVault', () => {
  const kek = randomBytes(32)
  const vault = new LocalKeyVault(kek, randomBytes)

  test('opens what it wrapped', async () => {
    const key = await vault.wrap(secret, DID)
    expect(Buffer.from(await vault.unwrap(key, DID))).toEqual(secret)
  })

  test('the ciphertext does not show the secret and differs every time', async () => {
    const [one, two] = [await vault.wrap(secret, DID), await vault.wrap(secret, DID)]
    expect(Buffer.from(one.wrapped).includes(secret)).toBe(false)
    expect(one.wrapped).not.toEqual(two.wrapped)
  })

  test('a secret cannot be moved to another account', async () => {
    const key = await vault.wrap(secret, DID)
    await expect(vault.unwrap(key, 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb')).rejects.toThrow(VaultError)
  })

  test('any changed byte is noticed', async () => {
    const key = await vault.wrap(secret, DID)
    for (let i = 0; i < key.wrapped.length; i++) {
      const altered = Uint8Array.from(key.wrapped)
      altered[i]! ^= 1
      await expect(vault.unwrap({ ...key, wrapped: altered }, DID)).rejects.toThrow(VaultError)
    }
  })

  test('a truncated ciphertext is refused', async () => {
    const key = await vault.wrap(secret, DID)
    for (const length of [0, 1, 12, 29]) {
      const short = { ...key, wrapped: key.wrapped.subarray(0, length) }
      await expect(vault.unwrap(short, DID)).rejects.toThrow(VaultError)
    }
  })

  test('a former key-encryption key still opens, and new secrets use the present one', async () => {
    const key = await vault.wrap(secret, DID)
    const renewed = new LocalKeyVault(randomBytes(32), randomBytes, [kek])
    expect(Buffer.from(await renewed.unwrap(key, DID))).toEqual(secret)
    expect((await renewed.wrap(secret, DID)).kekId).not.toBe(key.kekId)
  })

  test('without the key-encryption key there is no secret', async () => {
    const key = await vault.wrap(secret, DID)
    const stranger = new LocalKeyVault(randomBytes(32), randomBytes)
    await expect(stranger.unwrap(key, DID)).rejects.toThrow(/not configured/)
  })

  test('a key of the wrong length is refused at once', () => {
    expect(() => new LocalKeyVault(randomBytes(16), randomBytes)).toThrow(VaultError)
  })
})

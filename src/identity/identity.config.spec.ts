import { Environment } from '../config/index.js'
import { IdentityConfig } from './identity.config.js'

const KEY = 'did:key:zQ3shhCGUqDKjStzuDxPkTxN6ujddP4RkEKJJouJGRRkaLGbg'
const config = (env: Record<string, string>) => Environment.of(env).section(IdentityConfig)

describe('IdentityConfig', () => {
  test('on localhost the service is its own PLC directory', () => {
    expect(config({ PDS_PORT: '4000' })).toMatchObject({
      plcUrl: 'http://localhost:4000/plc',
      plcBuiltIn: true,
    })
  })

  test('elsewhere it is not, nor where another one is named', () => {
    expect(config({ PDS_HOSTNAME: 'pds.test' })).toMatchObject({
      plcUrl: 'https://plc.directory',
      plcBuiltIn: false,
    })
    expect(config({ PDS_DID_PLC_URL: 'http://localhost:2582/' })).toMatchObject({
      plcUrl: 'http://localhost:2582',
      plcBuiltIn: false,
    })
  })

  test('the recovery key has to be one that the directory takes', () => {
    expect(config({ PDS_RECOVERY_DID_KEY: KEY }).recoveryDidKey).toBe(KEY)
    for (const key of ['did:key:zabc', 'did:web:alice.test', KEY.slice(8)]) {
      expect(() => config({ PDS_RECOVERY_DID_KEY: key })).toThrow('PDS_RECOVERY_DID_KEY must be a did:key')
    }
  })

  test('documents are renewed before they are given up', () => {
    expect(() => config({ PDS_DID_CACHE_STALE_TTL: '2000', PDS_DID_CACHE_MAX_TTL: '1000' })).toThrow(
      'PDS_DID_CACHE_MAX_TTL',
    )
  })

  test('new accounts have a did:web only where they are hosted', () => {
    const read = (more: Record<string, string>) =>
      Environment.of({ PDS_ACCOUNT_DID_METHOD: 'web', ...more }).section(IdentityConfig)
    expect(read({ PDS_DID_WEB_HOSTING: 'true' }).accountDidMethod).toBe('web')
    expect(() => read({})).toThrow('PDS_ACCOUNT_DID_METHOD=web needs PDS_DID_WEB_HOSTING=true')
  })
})

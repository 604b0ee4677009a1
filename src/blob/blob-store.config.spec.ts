import { Environment, InvalidConfiguration } from '../config/index.js'
import { BlobStoreConfig } from './blob-store.config.js'
import { S3BlobConfig } from './s3/s3-blob.config.js'

const DISK = { PDS_BLOBSTORE_DISK_LOCATION: '/tmp/blobs' }
const S3 = { PDS_BLOBSTORE_S3_BUCKET: 'bucket' }

const store = (variables: Record<string, string>) => Environment.of(variables).section(BlobStoreConfig).store
const s3 = (variables: Record<string, string>) => Environment.of(variables).section(S3BlobConfig)

describe('the choice of a store of blobs', () => {
  it('is the one that is described, else the disk', () => {
    expect(store({})).toBe('disk')
    expect(store(DISK)).toBe('disk')
    expect(store(S3)).toBe('s3')
  })

  it('has to be made when both are described', () => {
    expect(() => store({ ...DISK, ...S3 })).toThrow(InvalidConfiguration)
    expect(store({ ...DISK, ...S3, PDS_BLOBSTORE: 'disk' })).toBe('disk')
    expect(store({ ...DISK, ...S3, PDS_BLOBSTORE: 's3' })).toBe('s3')
  })

  it('cannot be a bucket without a name', () => {
    expect(() => store({ PDS_BLOBSTORE: 's3' })).toThrow('PDS_BLOBSTORE_S3_BUCKET')
  })
})

describe('the settings of S3', () => {
  it('take a key with its secret only', () => {
    const key = { PDS_BLOBSTORE_S3_ACCESS_KEY_ID: 'key' }
    expect(() => s3({ ...S3, ...key })).toThrow('needed together')
    const both = s3({ ...S3, ...key, PDS_BLOBSTORE_S3_SECRET_ACCESS_KEY: 'very secret' })
    expect(both.secretAccessKey).toBe('very secret')
    expect(JSON.stringify(both)).not.toContain('very secret')
  })

  it.each([
    [undefined, 15_000],
    ['1000', 6_000],
    ['9000', 9_000],
    ['60000', 15_000],
  ])('derive how long the service may be silent from an upload timeout of %s', (upload, request) => {
    const config = s3({ ...S3, ...(upload && { PDS_BLOBSTORE_S3_UPLOAD_TIMEOUT_MS: upload }) })
    expect(config.requestTimeoutMs).toBe(request)
  })

  it('do not take less patience than the client can have', () => {
    expect(() => s3({ ...S3, PDS_BLOBSTORE_S3_REQUEST_TIMEOUT_MS: '5999' })).toThrow('at least 6000')
  })

  it('name a region where the service has none of its own', () => {
    expect(s3(S3).region).toBeUndefined()
    expect(s3({ ...S3, PDS_BLOBSTORE_S3_ENDPOINT: 'https://s3.example.com/' }).region).toBe('us-east-1')
  })
})

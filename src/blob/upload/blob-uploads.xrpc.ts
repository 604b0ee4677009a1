import { com } from '@guildhall/lexicon'
import {
  blobScope,
  type Call,
  callerOfKind,
  DAY_MS,
  demandScope,
  limitByIp,
  signedIn,
  Xrpc,
  XrpcController,
} from '../../xrpc/index.js'
import { BlobUpload } from './blob-upload.js'

const { uploadBlob } = com.atproto.repo
type UploadCall = Call<typeof uploadBlob>

/** Far above every setting: what an account may upload is looked up by the upload. */
const BODY_BYTES_MAX = Number.MAX_SAFE_INTEGER

const UPLOADS_PER_DAY = 1_000

/** Uploads: `com.atproto.repo.uploadBlob`. */
@XrpcController()
export class BlobUploadsXrpc {
  constructor(private readonly uploads: BlobUpload) {}

  // Which types an application may upload is known when the type is: of the bytes, not of the header.
  @Xrpc(uploadBlob, signedIn(() => blobScope(), { viaService: true }), {
    limit: limitByIp(UPLOADS_PER_DAY, DAY_MS),
    bodyBytesMax: BODY_BYTES_MAX,
    isLengthy: true,
    errors: ['LocationMetadata', 'BlobQuotaExceeded', 'DailyUploadsExceeded'],
  })
  async uploadBlob(call: UploadCall) {
    const { did } = callerOfKind(call.caller, 'account')
    const admit = (mimeType: string) => demandScope(call, blobScope(mimeType))
    const uploaded = await this.uploads.run(did, call.input, { knowsLocation: knowsLocation(call), admit })
    const { cid, mimeType, size, quotaWarning: warning } = uploaded
    if (warning)
      call.setHeader('x-blob-quota-warning', `used=${warning.storedBytes}; quota=${warning.quotaBytes}`)
    return { blob: { $type: 'blob' as const, ref: { $link: cid }, mimeType, size } }
  }
}

/** Whether the client says that its user knows what the file gives away. */
function knowsLocation({ headers, query }: UploadCall): boolean {
  return headers['x-allow-location'] === 'true' || query.get('allowLocation') === 'true'
}

import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { Log } from '../../telemetry/index.js'
import { BlobInspector } from '../inspection/index.js'
import { LocationMetadata } from './upload.errors.js'
import { type SpooledUpload, UploadSpool } from './upload-spool.js'

/** Looks into uploads: what they are, and whether they give away where they were made. */
@Injectable()
export class LocationCheck {
  constructor(
    private readonly inspector: BlobInspector,
    private readonly spool: UploadSpool,
    private readonly config: ServiceConfig,
    private readonly log: Log,
  ) {}

  /**
   * The type of an upload, and what it gives away.
   * @param declared the type that the sender states
   * @returns `location`: where in the file a place stands
   */
  async look(
    { path, size }: SpooledUpload,
    declared: string,
  ): Promise<{ mimeType: string; location?: string | undefined }> {
    const { mimeType, location } = await this.inspector.inspect(path, size, declared)
    return { mimeType, location: location?.where }
  }

  /**
   * An upload that gives away a place, as the policy has it: itself, or a copy without the place, which is the caller's.
   * @param isAllowed whether the sender knows
   * @throws LocationMetadata
   */
  async judge(
    upload: SpooledUpload,
    { mimeType, location }: { mimeType: string; location: string },
    isAllowed: boolean,
  ): Promise<SpooledUpload> {
    const { blobLocationPolicy: policy } = this.config
    if (isAllowed || policy === 'off') return upload
    if (policy === 'refuse') throw new LocationMetadata(location)
    const path = this.spool.newPath()
    if ((await this.inspector.strip(upload.path, upload.size, mimeType, path)) === undefined) {
      throw new LocationMetadata(location)
    }
    this.log.debug({ mimeType, location }, 'took the place out of an upload')
    return this.spool.adopt(path)
  }
}

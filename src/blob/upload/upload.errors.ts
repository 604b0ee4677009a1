import { Refusal } from '../../refusal.js'

/** The blob is larger than this account may upload. */
export class BlobTooLarge extends Refusal {
  constructor(bytesMax: number) {
    super('PayloadTooLarge', 'tooLarge', `The blob is larger than ${bytesMax} bytes`)
  }
}

/** There is nothing in the body. */
export class BlobEmpty extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'The blob is empty')
  }
}

/** The body is not as long as it was announced. */
export class BlobCutShort extends Refusal {
  constructor(announced: number, received: number) {
    super('InvalidRequest', 'invalid', `The blob has ${received} bytes, but Content-Length says ${announced}`)
  }
}

/** Hardly anything arrives any more. */
export class UploadTooSlow extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'The upload came to a standstill')
  }
}

/** The blob was taken down, and may not come back. */
export class BlobTakenDown extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Blob has been takendown, cannot re-upload')
  }
}

/** The file says where it was made, and the uploader has not said that this is known. */
export class LocationMetadata extends Refusal {
  /** @param where in the file the place stands: `GPS position in the EXIF data` */
  constructor(where: string) {
    super(
      'LocationMetadata',
      'invalid',
      `The file gives away a place: ${where}. Remove it, or send the header x-allow-location: true`,
    )
  }
}

/** The account stores as much as it may. */
export class BlobQuotaExceeded extends Refusal {
  constructor(quotaBytes: number) {
    super('BlobQuotaExceeded', 'forbidden', `The account may store ${quotaBytes} bytes of blobs in all`)
  }
}

/** The account has uploaded as much as it may today. */
export class DailyUploadsExceeded extends Refusal {
  constructor(allowance: string) {
    super(
      'DailyUploadsExceeded',
      'tooMany',
      `The account may upload ${allowance} a day; try again tomorrow (UTC)`,
    )
  }
}

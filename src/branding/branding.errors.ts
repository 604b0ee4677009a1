import { Refusal } from '../refusal.js'

/** The picture is none that the organization has, or it cannot be had at the moment. */
export class BrandImageUnavailable extends Refusal {
  constructor() {
    super('NotFound', 'notFound', 'There is no such picture.')
  }
}

/** A file that is to be a picture is none that pages show. */
export class PictureRefused extends Refusal {
  /** @param reason in words for whoever chose the file */
  constructor(reason: string) {
    super('picture_refused', 'invalid', `The picture cannot be used: ${reason}`)
  }
}

/** A reader is slower than others want to wait for. */
export class ReaderTooSlow extends Error {
  constructor() {
    super('the reader was slow, and others waited')
  }
}

/** The reader went away; the writer has nothing more to do. */
export class ReaderGone extends Error {}

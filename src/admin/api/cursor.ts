/** A place in a list in a certain order. */
export interface Cursor {
  /** as it was asked for: `-createdAt` */
  readonly sort: string
  /** what the entry there is ordered by */
  readonly value: string
  /** the entry itself */
  readonly id: string
}

const LENGTH_MAX = 4_096

/** A cursor as clients get it: nothing that they should look into. */
export function cursorText({ sort, value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

/** The cursor in a text; undefined if it is none. */
export function readCursor(text: string): Cursor | undefined {
  if (text.length > LENGTH_MAX) return undefined
  try {
    const fields = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown
    if (!Array.isArray(fields) || fields.length !== 3) return undefined
    if (!fields.every((field) => typeof field === 'string' && !field.includes('\0'))) return undefined
    const [sort, value, id] = fields as [string, string, string]
    return { sort, value, id }
  } catch {
    return undefined
  }
}

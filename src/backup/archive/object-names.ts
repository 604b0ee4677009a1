/* What objects are called in a place. */

/** All that belongs to one backup begins so. */
export const BACKUPS = 'backups/'
const MANIFEST = 'manifest'
const BLOBS = 'blobs/'
const ID = /^\d{8}T\d{6}Z-[0-9a-f]{6}$/

/** Whether a text can name a backup. */
export function isBackupId(text: string): boolean {
  return ID.test(text)
}

/** Names of backups sort by their time. @param suffix six hexadecimal digits */
export function backupId(madeAt: Date, suffix: string): string {
  const time = madeAt.toISOString().replace(/[-:]|\.\d+/g, '')
  return `${time}-${suffix}`
}

export function folderOf(id: string): string {
  return `${BACKUPS}${id}/`
}

export function manifestOf(id: string): string {
  return `${folderOf(id)}${MANIFEST}`
}

/** Blobs are shared by all backups that were made with one key. */
export function blobFolderOf(keyId: string): string {
  return `${BLOBS}${keyId}/`
}

/** The object of a blob. @param name 64 hexadecimal digits */
export function blobObject(keyId: string, name: string): string {
  return `${blobFolderOf(keyId)}${name.slice(0, 2)}/${name}`
}

/** The id of the backup that an object belongs to; undefined if it belongs to none. */
export function idOf(object: string): string | undefined {
  const [, id = ''] = object.split('/')
  return object.startsWith(BACKUPS) && isBackupId(id) ? id : undefined
}

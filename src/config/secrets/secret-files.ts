import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** Only the owner may enter. */
const DIRECTORY_MODE = 0o700
/** Only the owner may read. */
const FILE_MODE = 0o600
const OTHERS = 0o077
const ASIDE_BYTES = 8

/** Secrets that are kept as one small file each, in a directory that nobody else may enter. */
export class SecretFiles {
  constructor(private readonly directory: string) {}

  /** Where a secret is kept, or would be. */
  pathOf(name: string): string {
    return join(this.directory, name)
  }

  /**
   * The secret of that name; made and stored durably when there is none. Processes that start at the same moment
   * all get the same one.
   * @param make gives a new secret as text without line breaks
   */
  readOrCreate(name: string, make: () => string): { value: string; created: boolean } {
    const present = this.#read(name)
    if (present !== undefined) return { value: present, created: false }
    const created = this.#create(name, make())
    const value = this.#read(name)
    if (value === undefined) throw new Error(`the secret ${this.pathOf(name)} vanished while it was made`)
    return { value, created }
  }

  /**
   * Puts another secret in the place of the one of that name, which stays beside it.
   * @returns false if it is the same
   */
  replace(name: string, value: string): boolean {
    const present = this.#read(name)
    if (present === value) return false
    if (present !== undefined) renameSync(this.pathOf(name), this.pathOf(`${name}.${asideName()}`))
    return this.#create(name, value)
  }

  #read(name: string): string | undefined {
    const file = this.pathOf(name)
    let text: string
    try {
      text = readFileSync(file, 'utf8').trim()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    if (text === '') throw new Error(`the secret file ${file} is empty; restore it from a backup`)
    if (statSync(file).mode & OTHERS) chmodSync(file, FILE_MODE)
    return text
  }

  /** Writes the file aside and links it into place: linking fails when another process was faster. */
  #create(name: string, value: string): boolean {
    // Separately, as the mode would also hold for directories above.
    mkdirSync(dirname(this.directory), { recursive: true })
    mkdirSync(this.directory, { recursive: true, mode: DIRECTORY_MODE })
    chmodSync(this.directory, DIRECTORY_MODE)
    const aside = this.pathOf(`.${name}.${asideName()}`)
    writeDurably(aside, `${value}\n`)
    try {
      linkSync(aside, this.pathOf(name))
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    } finally {
      rmSync(aside, { force: true })
      syncDirectory(this.directory)
    }
  }
}

function asideName(): string {
  return randomBytes(ASIDE_BYTES).toString('hex')
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', FILE_MODE)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Makes the names in a directory survive a power cut, like the contents of its files. */
function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Everything in a tar is in blocks of so many bytes. */
export const TAR_BLOCK_BYTES = 512
/** An archive ends in two empty blocks. */
export const TAR_END = Buffer.alloc(2 * TAR_BLOCK_BYTES)

const NAME_BYTES_MAX = 100
/** Larger sizes than eleven octal digits can say are written in base 256, as GNU tar does. */
const OCTAL_SIZE_MAX = 8 ** 11 - 1

const REGULAR_FILE = '0'
const MODE = 0o644

/** Where the fields of a header are (POSIX.1-1988, ustar). */
const AT = { name: 0, mode: 100, uid: 108, gid: 116, size: 124, time: 136, sum: 148, type: 156, magic: 257 }

/** A file in an archive. */
export interface TarFile {
  /** up to 100 bytes, ASCII */
  readonly name: string
  /** bytes */
  readonly size: number
  /** in milliseconds since the epoch */
  readonly changedMs: number
}

/** The block before the bytes of a file. */
export function tarHeader({ name, size, changedMs }: TarFile): Buffer {
  if (Buffer.byteLength(name) > NAME_BYTES_MAX) throw new Error(`the name is too long for tar: ${name}`)
  const block = Buffer.alloc(TAR_BLOCK_BYTES)
  block.write(name, AT.name)
  octal(block, AT.mode, 8, MODE)
  octal(block, AT.uid, 8, 0)
  octal(block, AT.gid, 8, 0)
  if (size <= OCTAL_SIZE_MAX) octal(block, AT.size, 12, size)
  else {
    block[AT.size] = 0x80
    block.writeBigUInt64BE(BigInt(size), AT.size + 4)
  }
  octal(block, AT.time, 12, Math.floor(changedMs / 1000))
  block.write(REGULAR_FILE, AT.type)
  block.write('ustar\x0000', AT.magic, 'latin1')
  // The sum is that of a header whose sum is blank.
  block.fill(' ', AT.sum, AT.sum + 8)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, AT.sum, 'latin1')
  return block
}

/** What follows the bytes of a file, up to the next block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((TAR_BLOCK_BYTES - (size % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES)
}

/** Bytes that a file takes in an archive. */
export function tarBytesOf(size: number): number {
  return TAR_BLOCK_BYTES + Math.ceil(size / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES
}

function octal(block: Buffer, at: number, width: number, value: number): void {
  block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1')
}

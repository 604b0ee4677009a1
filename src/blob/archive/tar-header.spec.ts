import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TAR_END, tarBytesOf, tarHeader, tarPadding } from './tar-header.js'

const changedMs = Date.UTC(2026, 0, 2)

function archive(files: Record<string, Buffer>): Buffer {
  const parts = Object.entries(files).flatMap(([name, bytes]) => [
    tarHeader({ name, size: bytes.length, changedMs }),
    bytes,
    tarPadding(bytes.length),
  ])
  return Buffer.concat([...parts, TAR_END])
}

it.each([0, 1, 511, 512, 513])('what tar reads is what was put in, of %i bytes', (size) => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-tar-'))
  try {
    const content = Buffer.alloc(size, 'x')
    const bytes = archive({ 'blobs/one.bin': content, 'two.txt': Buffer.from('two') })
    expect(bytes.length).toBe(tarBytesOf(size) + tarBytesOf(3) + TAR_END.length)
    writeFileSync(join(folder, 'all.tar'), bytes)
    const tar = (...more: string[]) => execFileSync('tar', [...more, '-f', 'all.tar'], { cwd: folder })
    expect(tar('-t').toString()).toBe('blobs/one.bin\ntwo.txt\n')
    expect(execFileSync('tar', ['-xOf', 'all.tar', 'blobs/one.bin'], { cwd: folder })).toEqual(content)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it('sizes that eleven octal digits cannot say are written as GNU tar does', () => {
  const header = tarHeader({ name: 'large', size: 8 ** 11, changedMs })
  expect(header[124]).toBe(0x80)
  expect(header.readBigUInt64BE(128)).toBe(BigInt(8 ** 11))
})

it('a name that does not fit is not cut', () => {
  expect(() => tarHeader({ name: 'x'.repeat(101), size: 0, changedMs })).toThrow('too long')
})

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The project these tests belong to. */
export const ROOT = join(import.meta.dirname, '..', '..')

/** File contents by path relative to the root of a tree. */
export type Files = Record<string, string>

/** Writes files into a new directory, for the time of a test. */
export async function plant(files: Files): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'guildhall-house-')))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) }
}

/** Runs a tool of the project in a directory and gives what it printed; its exit code does not matter here. */
export function runTool(tool: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const command = [join(ROOT, 'node_modules', tool), ...args]
    execFile(process.execPath, command, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout) resolve(stdout)
      else reject(error ?? new Error(`${tool} printed nothing: ${stderr}`))
    })
  })
}

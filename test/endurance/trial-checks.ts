import { checkChains, checkCommit } from '../e2e/commit-checks.js'
import { type Frame, isCommit } from '../e2e/firehose-reader.js'
import { blobProblem } from '../crash/blob-check.js'
import type { LoadWriter } from '../crash/load-writer.js'
import { repositoryProblems } from '../crash/repository-check.js'
import type { TrialGroup } from './trial-group.js'

/** To invert a commit takes long: of more than these, every so many are. The chain is checked of all. */
const INVERTED_MAX = 3_000
const LIST_LIMIT = '1000'

/** Checks that commits form unbroken chains that end where the repositories are, and verify. @throws {Error} */
export async function checkCommits(trial: TrialGroup, frames: readonly Frame[]): Promise<string> {
  const chains = await checkChains(frames)
  const commits = frames.filter(isCommit)
  const every = Math.ceil(commits.length / INVERTED_MAX)
  const inverted = commits.filter((_, index) => index % every === 0)
  for (const frame of inverted) await checkCommit(frame, trial.keys.get(frame.repo)!)
  for (const { did } of trial.accounts) {
    const { rev } = await answerOf<{ rev: string }>(trial, 'com.atproto.sync.getLatestCommit', { did })
    if (chains.get(did)!.rev !== rev)
      throw new Error(`${did} is at ${rev}, its chain at ${chains.get(did)!.rev}`)
  }
  return `${commits.length} commits of ${chains.size} repositories, all in unbroken chains; ${inverted.length} inverted`
}

/** Acknowledged commits that the stream has not shown. */
export function missingCommits(frames: readonly Frame[], writers: readonly LoadWriter[]): string[] {
  const streamed = new Set(frames.filter(isCommit).map(({ commit }) => String(commit)))
  return writers.flatMap(({ commits }) => commits).filter((commit) => !streamed.has(commit))
}

/** What does not agree between the books of the writers and the exports of all nodes. */
export async function lostWrites(trial: TrialGroup, writers: readonly LoadWriter[]): Promise<string[]> {
  const problems: string[] = []
  for (const { did } of trial.accounts) {
    const own = writers.filter(({ account }) => account.did === did)
    problems.push(...(await repositoryProblems(trial.urls, did, trial.keys.get(did)!, own)))
  }
  return problems
}

/** Blobs that records refer to and that are not there, or not listed; and how many are. */
export async function missingBlobs(trial: TrialGroup, writers: readonly LoadWriter[]) {
  const problems: string[] = []
  let found = 0
  for (const { did } of trial.accounts) {
    const listed = await blobsOf(trial, did)
    const own = writers.filter(({ account }) => account.did === did).flatMap(({ blobs }) => blobs)
    problems.push(
      ...own.filter((cid) => !listed.has(cid)).map((cid) => `blob ${cid} of ${did} is not listed`),
    )
    for (const cid of listed) {
      const problem = await blobProblem(trial.urls[found++ % trial.urls.length]!, did, cid)
      if (problem) problems.push(problem)
    }
  }
  return { problems, found }
}

/** Accounts whose session, begun before the trial, is not good any more on every node. */
export async function brokenSessions(trial: TrialGroup): Promise<string[]> {
  const problems: string[] = []
  for (const { did, agent } of trial.accounts) {
    const { accessJwt, refreshJwt } = agent.session!
    const tokens = [...trial.urls.map((url) => [url, accessJwt, 'getSession', 'GET'])]
    tokens.push([trial.urls[0]!, refreshJwt, 'refreshSession', 'POST'])
    for (const [url, token, method, verb] of tokens) {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`${url}/xrpc/com.atproto.server.${method}`, { method: verb!, headers })
      const { did: said } = (await answer.json()) as { did?: string }
      if (said !== did) problems.push(`${method} of ${did} at ${url}: ${answer.status}`)
    }
  }
  return problems
}

async function blobsOf(trial: TrialGroup, did: string): Promise<Set<string>> {
  const listed = new Set<string>()
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: { cids: string[]; cursor?: string } = await answerOf(trial, 'com.atproto.sync.listBlobs', {
      ...{ did, limit: LIST_LIMIT },
      ...(cursor && { cursor }),
    })
    for (const cid of page.cids) listed.add(cid)
    cursor = page.cursor
  }
  return listed
}

async function answerOf<T>(trial: TrialGroup, nsid: string, params: Record<string, string>): Promise<T> {
  const answer = await fetch(`${trial.urls[0]}/xrpc/${nsid}?${new URLSearchParams(params).toString()}`)
  if (answer.status !== 200) throw new Error(`${nsid} was answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

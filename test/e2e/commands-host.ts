import { type ChildProcess, type ChildProcessWithoutNullStreams, fork, spawn } from 'node:child_process'
import { join } from 'node:path'

const HOST = join(import.meta.dirname, 'commands-host.mjs')
const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js')

/** What a command printed, and how it ended. */
export interface Said {
  code: number | null
  stdout: string
  stderr: string
}

/** Begins a command in a process of its own, as operators do. @param env all that it knows of its environment */
export function spawnCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [CLI, ...args], { env })
}

/** Runs a command in a process of its own. @param env all that it knows of its environment */
export async function runAlone(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  const child = spawnCommand(args, env)
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}

/** A process that runs commands of operators, one after the other; started when it is needed first. */
export class CommandsHost {
  #child: ChildProcess | undefined
  #count = 0
  readonly #waiting = new Map<number, (said: Said) => void>()

  /** @param env all that the command knows of its environment */
  run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
    const child = (this.#child ??= this.#start())
    const id = ++this.#count
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      child.send({ id, args, env })
    })
  }

  #start(): ChildProcess {
    const child = fork(HOST, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    child.on('message', ({ id, said }: { id: number; said: Said }) => {
      this.#waiting.get(id)?.(said)
      this.#waiting.delete(id)
    })
    child.once('exit', (code) => {
      this.#child = undefined
      for (const resolve of this.#waiting.values()) resolve({ code, stdout: '', stderr: 'the process ended' })
      this.#waiting.clear()
    })
    return child
  }

  /** Ends it, with whatever runs in it. */
  close(): void {
    this.#child?.kill('SIGKILL')
  }
}

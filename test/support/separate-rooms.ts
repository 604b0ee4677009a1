import { spawnSync } from 'node:child_process'
import type { Room } from '../e2e/server-process.js'

/** Networks of two runs at a time differ: addresses and names are made from the id of the process. */
const ID = process.pid % 100_000
const NET = `10.213.${ID % 256}`
const HOST_PART = 10
const BRIDGE = `gh${ID}b`

interface SeparateRoom extends Room {
  readonly name: string
  /** this machine's end of the cable */
  readonly cable: string
}

function run(command: string): string | undefined {
  const [program, ...args] = command.split(' ') as [string, ...string[]]
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? undefined : `${command}: ${error?.message ?? stderr.trim()}`
}

/**
 * Network namespaces, each with a cable to a bridge on this machine; what runs in one can be cut off from everything
 * else and joined again. Only root on Linux may make them.
 */
export class SeparateRooms {
  private constructor(readonly all: readonly SeparateRoom[]) {}

  /** @returns why it cannot be done here, if so */
  static open(count: number): SeparateRooms | string {
    const rooms = Array.from({ length: count }, (_, index) => ({
      name: `gh${ID}n${index}`,
      cable: `gh${ID}c${index}`,
      host: `${NET}.${HOST_PART + index}`,
      command: ['ip', 'netns', 'exec', `gh${ID}n${index}`] as [string, ...string[]],
    }))
    const opened = new SeparateRooms(rooms)
    for (const command of opened.#building()) {
      const problem = run(command)
      if (problem === undefined) continue
      opened.close()
      return problem
    }
    return opened
  }

  /** The address of this machine on that network. */
  get host(): string {
    return `${NET}.1`
  }

  /** Nothing that is sent comes through any more, in neither direction, and nobody is told. */
  cut(index: number): void {
    this.#must(`ip link set dev ${this.all[index]!.cable} nomaster`)
  }

  join(index: number): void {
    this.#must(`ip link set dev ${this.all[index]!.cable} master ${BRIDGE}`)
  }

  close(): void {
    for (const { name, cable } of this.all) {
      run(`ip netns del ${name}`)
      run(`ip link del ${cable}`)
    }
    run(`ip link del ${BRIDGE}`)
  }

  #building(): string[] {
    const bridge = [
      `ip link add ${BRIDGE} type bridge`,
      `ip addr add ${this.host}/24 dev ${BRIDGE}`,
      `ip link set ${BRIDGE} up`,
    ]
    return [...bridge, ...this.all.flatMap((room) => cabling(room))]
  }

  #must(command: string): void {
    const problem = run(command)
    if (problem !== undefined) throw new Error(problem)
  }
}

function cabling({ name, cable, host }: SeparateRoom): string[] {
  const inside = `ip -n ${name}`
  return [
    `ip netns add ${name}`,
    `ip link add ${cable} type veth peer name eth0 netns ${name}`,
    `ip link set ${cable} master ${BRIDGE} up`,
    `${inside} link set lo up`,
    `${inside} addr add ${host}/24 dev eth0`,
    `${inside} link set eth0 up`,
  ]
}

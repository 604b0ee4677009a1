import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'
import { GuidedMoveStore } from '../keeping/guided-move.store.js'

const OWN_FOLDER = 0o700

/** Where files lie on this node while a move runs here. Whatever is in them can be had again. */
@Injectable()
export class MoveFolders implements OnApplicationBootstrap {
  readonly #root: string

  constructor(
    { dataDirectory }: ServiceConfig,
    private readonly moves: GuidedMoveStore,
    private readonly clock: Clock,
  ) {
    this.#root = join(dataDirectory, 'moves')
  }

  /** Removes what a node has left that died, unless another one that has the same disk goes on with it. */
  async onApplicationBootstrap(): Promise<void> {
    for (const id of await readdir(this.#root).catch(() => [])) {
      const move = await this.moves.find(id, new Date(this.clock.nowMs()))
      if (move?.state !== 'underWay') await this.remove(id)
    }
  }

  /** Makes the folder of a move, and says where it is. @param id of the move */
  async make(id: string): Promise<string> {
    const folder = join(this.#root, id)
    await mkdir(folder, { recursive: true, mode: OWN_FOLDER })
    return folder
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.#root, id), { recursive: true, force: true })
  }
}

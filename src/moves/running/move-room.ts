import { Injectable } from '@nestjs/common'
import { MoveFolders } from './move-folders.js'
import { MoveServers } from './move-servers.js'
import { MoveTurns } from './move-turns.js'

/** What a run of a move needs around it. */
@Injectable()
export class MoveRoom {
  constructor(
    readonly turns: MoveTurns,
    readonly folders: MoveFolders,
    readonly servers: MoveServers,
  ) {}
}

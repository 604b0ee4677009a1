import { Injectable } from '@nestjs/common'
import { MoveOrganizations } from '../move-organizations.js'
import { MoveFolders } from './move-folders.js'
import { MoveServers } from './move-servers.js'
import { MoveTurns } from './move-turns.js'
import { OpenHere } from './open-here.js'

/** What a run of a move needs around it. */
@Injectable()
export class MoveRoom {
  constructor(
    readonly turns: MoveTurns,
    readonly folders: MoveFolders,
    readonly servers: MoveServers,
    readonly organizations: MoveOrganizations,
    readonly doors: OpenHere,
  ) {}
}

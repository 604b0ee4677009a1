import { Injectable } from '@nestjs/common'
import { PassingRows } from '../sequencer/index.js'

/** Each commit replaces the nodes of the tree that lead to what it changes. */
@Injectable()
export class PassingNodes extends PassingRows {
  override readonly tables = ['repo_node']
}

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Environment, Secrets } from '../config/index.js'
import { Log } from './log.js'

/** Says once, at start, what an operator should know about the configuration. */
@Injectable()
export class StartNotices implements OnApplicationBootstrap {
  constructor(
    private readonly environment: Environment,
    private readonly secrets: Secrets,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const variables = this.environment.unknownVariables()
    if (variables.length > 0) {
      this.log.warn({ variables }, 'these variables are not settings of this server and have no effect')
    }
    for (const name of this.secrets.created) {
      this.log.info({ name, path: this.secrets.pathOf(name) }, 'made a new secret; keep a copy of the file')
    }
  }
}

import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import type { Did } from '@guildhall/syntax'
import type { Connection } from '../../sso/index.js'
import { LeaverExemption } from './leaver-exemption.js'

/** People whom no directory keeps out of their accounts. */
@Injectable()
export class LeaverExemptions {
  constructor(private readonly contributions: Contributions) {}

  /**
   * Whether somebody stays, whatever the directory says.
   * @param isNews whether the directory says so for the first time: those who answer for the service are told then
   */
  async keep(connection: Connection, did: Did, isNews: boolean): Promise<boolean> {
    for (const exemption of this.contributions.of(LeaverExemption)) {
      if (!(await exemption.isExempt(did))) continue
      if (isNews) await exemption.tell(did, connection)
      return true
    }
    return false
  }
}

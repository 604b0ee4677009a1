import { Injectable } from '@nestjs/common'
import { Linking } from './linking.js'
import { MailedLinking } from './mailed-linking.js'
import { MoverLinking } from './mover-linking.js'

/** The ways in which people and accounts that are there are linked. */
@Injectable()
export class LinkingWays {
  constructor(
    readonly own: Linking,
    readonly mailed: MailedLinking,
    readonly moving: MoverLinking,
  ) {}
}

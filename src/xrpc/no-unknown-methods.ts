import { Injectable } from '@nestjs/common'
import { UnknownMethods } from './unknown-methods.js'
import { MethodNotImplemented } from './xrpc.errors.js'

/** What is not served here is not served at all. */
@Injectable()
export class NoUnknownMethods extends UnknownMethods {
  override async handle(): Promise<void> {
    throw new MethodNotImplemented()
  }
}

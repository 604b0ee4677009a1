import { com } from '@guildhall/lexicon'
import type { LexMap } from '@guildhall/data'
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { Observable } from 'rxjs'
import { callOf } from '../xrpc/index.js'
import { batchItems } from './batch-input.js'
import { checkPlace, RecordValidator } from './record-validator.js'
import type { ValidatedRecord } from './validated-record.js'

type WriteInput = LexMap & { collection: string; rkey?: string; record?: LexMap; validate?: boolean }

/** Where a call keeps its records; what a WeakMap holds would outlive the call. */
const RECORDS = Symbol('records')

interface RecordCall {
  [RECORDS]?: (ValidatedRecord | undefined)[]
}

/** Validates the records of a write before its method runs, so that no method can forget to. */
@Injectable()
export class RecordInterceptor implements NestInterceptor {
  constructor(private readonly validator: RecordValidator) {}

  /** A promise only where a schema has to be looked for. */
  intercept(
    context: ExecutionContext,
    next: CallHandler,
  ): Observable<unknown> | Promise<Observable<unknown>> {
    const call = callOf(context)
    const input = call.input as WriteInput
    const isBatch = call.nsid === com.atproto.repo.applyWrites.nsid
    const validate = () => {
      const checked = call as RecordCall
      checked[RECORDS] = isBatch ? this.#batch(input) : [this.#single(input)]
      return next.handle()
    }
    const waiting = this.validator.prepare(isBatch ? batchTypes(input) : singleType(input), input.validate)
    return waiting ? waiting.then(validate) : validate()
  }

  #single({ collection, rkey, record, validate }: WriteInput): ValidatedRecord | undefined {
    if (record !== undefined) return this.validator.validate(collection, rkey, record, validate)
    checkPlace(collection, rkey)
    return undefined
  }

  #batch(input: WriteInput): (ValidatedRecord | undefined)[] {
    return batchItems(input as never).map(
      ({ collection, rkey, value }, i) =>
        value && this.validator.validate(collection, rkey, value, input.validate, `writes[${i}].value`),
    )
  }
}

/** The type of the record that a write brings; a delete brings none. */
function singleType({ collection, record }: WriteInput): string[] {
  return record === undefined ? [] : [collection]
}

/** The types of the records that a batch brings. */
function batchTypes(input: WriteInput): string[] {
  return batchItems(input as never).flatMap(({ collection, value }) => (value ? [collection] : []))
}

/** The validated record of a call of createRecord or putRecord. */
export function recordOf(call: object): ValidatedRecord {
  return recordsOf(call)[0]!
}

/** The validated records of a call, one per write; undefined for deletes. */
export function recordsOf(call: object): (ValidatedRecord | undefined)[] {
  const records = (call as RecordCall)[RECORDS]
  if (!records) throw new Error('the records of this call were not validated')
  return records
}

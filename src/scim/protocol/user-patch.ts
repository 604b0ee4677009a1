import { Injectable } from '@nestjs/common'
import { asScimRefusal } from './as-scim-refusal.js'
import type { PatchOperation } from './patch-operations.js'
import { ScimLibrary, type Scimmy } from './scim-library.js'

/** A resource as it goes over the wire, without what the server adds. */
export type ScimResource = Readonly<Record<string, unknown>>

/** `emails[type eq "work"].value`, in parts. */
const FILTERED =
  /^(?<list>[A-Za-z0-9]+)\[\s*(?<key>\w+)\s+eq\s+(?:"(?<text>[^"\\]*)"|(?<flag>true|false))\s*\]\.(?<part>\w+)$/

/** Changes users as patches say: all of it, or nothing. */
@Injectable()
export class UserPatch {
  constructor(private readonly library: ScimLibrary) {}

  /** The user after all changes; the one that was given stays as it is. @throws {InvalidScimRequest} */
  async apply(user: ScimResource, operations: readonly PatchOperation[]): Promise<ScimResource> {
    const scimmy = await this.library.load()
    let next = user
    for (const operation of operations) next = await applied(scimmy, next, operation)
    return next
  }
}

async function applied(scimmy: Scimmy, user: ScimResource, operation: PatchOperation): Promise<ScimResource> {
  const Patch = scimmy.Messages.PatchOp
  try {
    const resource = new scimmy.Schemas.User({ ...user }, 'both')
    const message = new Patch({ schemas: [Patch.id], Operations: [fittingTo(user, operation)] } as never)
    // Without a change there is no answer.
    const changed = await message.apply(resource, (instance: unknown) => instance as never)
    return changed === undefined ? user : (JSON.parse(JSON.stringify(changed)) as ScimResource)
  } catch (error) {
    throw asScimRefusal(error)
  }
}

/** What a filter picks out that is not there yet is added; directories send nothing else for a first address. */
function fittingTo(user: ScimResource, operation: PatchOperation): PatchOperation {
  const parts = FILTERED.exec(operation.path ?? '')?.groups
  if (!parts || operation.op === 'remove') return operation
  const { list = '', key = '', text, flag, part = '' } = parts
  const wanted = text ?? flag === 'true'
  const values = user[list]
  const isThere = Array.isArray(values) && values.some((one: Record<string, unknown>) => one[key] === wanted)
  return isThere ? operation : { op: 'add', path: list, value: [{ [key]: wanted, [part]: operation.value }] }
}

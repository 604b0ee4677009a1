import { InvalidConfiguration } from '../config/index.js'
import type { BlobStore } from './blob.store.js'
import { chooseBlobStore } from './blob-store-choice.js'

const option = (setting: string, isChosen: boolean) => {
  const made = { setting } as unknown as BlobStore
  return { option: { setting, isChosen, make: () => made }, made }
}

describe('the choice of a store of blobs', () => {
  it('is the one that was asked for, else the first', () => {
    const [first, second] = [option('A', false), option('B', true)]
    expect(chooseBlobStore([first.option, second.option])).toBe(second.made)
    const third = option('C', false)
    expect(chooseBlobStore([third.option, first.option])).toBe(third.made)
  })

  it('is refused when two were asked for', () => {
    const choose = () => chooseBlobStore([option('A', true).option, option('B', true).option])
    expect(choose).toThrow(InvalidConfiguration)
    expect(choose).toThrow('A and B')
  })
})

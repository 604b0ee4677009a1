import { Injectable, Module } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { Contributions } from './contributions.js'
import { ContributionsModule } from './contributions.module.js'

abstract class Listener {
  abstract readonly name: string
}
@Injectable()
class First extends Listener {
  override readonly name = 'first'
}
@Injectable()
class Second extends Listener {
  override readonly name = 'second'
}
const ALSO = 'another name of the second'

@Module({ providers: [First, { provide: 'something else', useValue: {} }] })
class FirstModule {}
@Module({ providers: [Second, { provide: ALSO, useExisting: Second }] })
class SecondModule {}

describe('what features bring', () => {
  it('is found whichever modules it is in, each once', async () => {
    const app = await Test.createTestingModule({
      imports: [ContributionsModule, FirstModule, SecondModule],
    }).compile()
    const names = () =>
      app
        .get(Contributions)
        .of(Listener)
        .map(({ name }) => name)
    expect(names()).toEqual(['first', 'second'])
    await app.init()
    expect(names()).toEqual(['first', 'second'])
    await app.close()
  })

  it('is looked for once, when all are made', () => {
    let looks = 0
    const discovery = {
      getProviders: () => {
        looks++
        return [{ instance: new First() }, { instance: undefined }]
      },
    }
    const contributions = new Contributions(discovery as never)
    contributions.of(Listener)
    contributions.onModuleInit()
    const [one, again] = [contributions.of(Listener), contributions.of(Listener)]
    expect(one).toHaveLength(1)
    expect(again).toBe(one)
    expect(looks).toBe(2)
  })
})

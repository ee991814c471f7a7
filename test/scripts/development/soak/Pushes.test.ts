import { writeFileSync } from 'node:fs'
import { Pushes } from '../../../../scripts/development/soak/findings'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()

/** The pushes with these attempts that the function recorded, and these acknowledged movements. */
function pushesOf(attempts: string[], moved: string[]): Pushes {
  writeFileSync(folder.path('attempts'), attempts.map((it) => `${it}\n`).join(''))
  const pushes = new Pushes(folder.path('attempts'))
  for (const name of moved) pushes.moved.add(name)
  return pushes
}

describe('Pushes', () => {
  beforeEach(() => folder.write({}))

  it('finds nothing if each acknowledged movement was pushed until success, or four times', () => {
    const attempts = ['1#1 ok', '2#1 failed', '2#1 ok', ...Array(4).fill('1#2 failed')]

    expect(pushesOf(attempts, ['1#1', '2#1', '1#2']).incomplete()).toEqual([])
  })

  it('finds movements that were never pushed, whose push was not repeated, or was repeated too often', () => {
    const attempts = ['1#2 failed', ...Array(5).fill('1#3 failed'), '1#4 ok', '1#4 ok']

    expect(pushesOf(attempts, ['1#1', '1#2', '1#3', '1#4']).incomplete()).toEqual([
      '1#1: acknowledged, but its pushes were: ',
      '1#2: acknowledged, but its pushes were: failed ',
      '1#3: acknowledged, but its pushes were: failed failed failed failed failed ',
      '1#4: acknowledged, but its pushes were: ok ok ',
    ])
  })

  it('does not expect pushes of movements that an earlier local WeChat acknowledged', () => {
    expect(pushesOf(['1#1 failed'], []).incomplete()).toEqual([])
  })

  it('finds pushes of movements that are not on disk', () => {
    expect(pushesOf(['1#2 ok', '1#3 ok', '2#1 failed'], []).unfounded(new Map([['1', 2]]))).toEqual([
      '1#3: pushed, but not on disk',
      '2#1: pushed, but not on disk',
    ])
  })
})

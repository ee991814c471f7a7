import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { meaningOf } from '../../../../cloudfunctions/openapi/codes/meaningOf'
import { miniprogramFiles } from '../../../../scripts/package/miniprogramFiles'

/** A mini program that has the file, and nothing else around it. */
function inMiniProgram(errCodes: readonly number[]): unknown {
  const file = miniprogramFiles(join(__dirname, '../../../..'))['miniprogram/meaningOf.js'] ?? ''
  return JSON.parse(
    runInNewContext(
      `(() => { const exports = {}; ${file}; return JSON.stringify(${JSON.stringify(errCodes)}.map(exports.meaningOf)) })()`,
    ),
  )
}

describe('meaningOf for mini programs', () => {
  it('says what the package says', () => {
    const errCodes = [0, 9300529, 9300531, -401001, -501002, -504003]

    expect(inMiniProgram(errCodes)).toEqual(errCodes.map((errCode) => meaningOf(errCode)))
  })

  it('calls codes of tokens, which no mini program receives, and unknown codes undocumented', () => {
    expect(inMiniProgram([40164, 123456])).toEqual([meaningOf(123456), meaningOf(123456)])
  })
})

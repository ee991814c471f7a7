import { runInNewContext } from 'node:vm'
import { meaningOf } from '../../../../cloudfunctions/openapi/apis/meaningOf'
import { miniprogramFiles } from '../../../../scripts/development/package/miniprogramFiles'

/** Runs the file alone, as in a mini program, and returns the meanings of these codes. */
function inMiniProgram(errCodes: readonly number[]): unknown {
  const file = miniprogramFiles()['miniprogram/meaningOf.js'] ?? ''
  return JSON.parse(
    runInNewContext(
      `(() => { const exports = {}; ${file}; return JSON.stringify(${JSON.stringify(errCodes)}.map(exports.meaningOf)) })()`,
    ),
  )
}

describe('meaningOf for mini programs', () => {
  it('returns the same meanings as the package', () => {
    const errCodes = [0, 9300529, 9300531, -401001, -501002, -504003]

    expect(inMiniProgram(errCodes)).toEqual(errCodes.map((errCode) => meaningOf(errCode)))
  })

  it('reports unknown codes, and codes of tokens that mini programs never receive, as undocumented', () => {
    expect(inMiniProgram([40164, 123456])).toEqual([meaningOf(123456), meaningOf(123456)])
  })
})

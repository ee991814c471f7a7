import { readFileSync } from 'node:fs'
import { writePage } from '../../../scripts/call/writePage'
import { temporaryFolder } from '../../helpers/temporaryFolder'

const PAGE = '<!doctype html><meta charset="UTF-8"><title>运单 123456789</title>'

describe('writePage', () => {
  const folder = temporaryFolder()

  it('writes the bytes of a page in base64', () => {
    const file = folder.path('waybill.html')

    expect(writePage(file, Buffer.from(PAGE).toString('base64'))).toBe(Buffer.byteLength(PAGE))
    expect(readFileSync(file, 'utf8')).toBe(PAGE)
  })

  it('accepts base64 in lines, and replaces an existing file', () => {
    const file = folder.path('waybill.html')
    writePage(file, Buffer.from(PAGE.repeat(2)).toString('base64'))

    writePage(file, `${Buffer.from(PAGE).toString('base64').replace(/.{20}/g, '$&\r\n')}\n`)

    expect(readFileSync(file, 'utf8')).toBe(PAGE)
  })

  it.each([undefined, '', '<html>', 7])('rejects %j and writes nothing', (page) => {
    const file = folder.path('waybill.html')

    expect(() => writePage(file, page)).toThrow(new Error(`the result contains no page: ${file} was not written`))
    expect(() => readFileSync(file)).toThrow('ENOENT')
  })

  it('rejects a path in a missing folder', () => {
    const file = folder.path('none/waybill.html')

    expect(() => writePage(file, 'PGh0bWw+')).toThrow(new Error(`cannot write ${file} (ENOENT)`))
  })
})

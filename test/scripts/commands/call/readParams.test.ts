import { writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { MessageError } from '../../../../cloudfunctions/openapi/messages/Message'
import { readParams } from '../../../../scripts/commands/call/readParams'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const ORDER = { orderId: '1', sender: { name: '张三' } }
const nothing = Readable.from([])

describe('readParams', () => {
  const folder = temporaryFolder()
  const written = (content: string | Buffer) => {
    writeFileSync(folder.path('order.json'), content)
    return folder.path('order.json')
  }

  it('reads an object from a file', async () => {
    expect(await readParams(written(JSON.stringify(ORDER)), nothing)).toStrictEqual(ORDER)
  })

  it('reads an object from stdin', async () => {
    const bytes = Buffer.from(JSON.stringify(ORDER))

    expect(await readParams('-', Readable.from([bytes.subarray(0, 30), bytes.subarray(30)]))).toStrictEqual(ORDER)
  })

  it('removes the byte order mark of a file written on Windows', async () => {
    expect(await readParams(written(`\ufeff${JSON.stringify(ORDER)}\r\n`), nothing)).toStrictEqual(ORDER)
  })

  it.each([
    {
      what: 'invalid JSON',
      content: '{\n  "password": "hunter22\n}',
      problem: ':2: not valid JSON: a closing quotation mark is missing',
    },
    {
      what: 'JSON with a trailing comma',
      content: '{"password":"hunter22",}',
      problem: ':1: not valid JSON: the name of a property is missing, or a comma is too many',
    },
    { what: 'an empty file', content: '', problem: ':1: not valid JSON: a value is missing' },
    { what: 'a list', content: '["hunter22"]', problem: ':1: the parameters should be an object, {...}' },
    { what: 'null', content: 'null', problem: ':1: the parameters should be an object, {...}' },
  ])('rejects $what with the name of the file, without its content', async ({ content, problem }) => {
    const file = written(content)

    await expect(readParams(file, nothing)).rejects.toThrow(expect.objectContaining({ message: `${file}${problem}` }))
  })

  it('rejects Chinese in GBK', async () => {
    const file = written(Buffer.from([0x22, 0xd5, 0xc5, 0x22]))

    await expect(readParams(file, nothing)).rejects.toThrow(
      new MessageError({
        en: `cannot read ${file} as UTF-8: The encoded data was not valid for encoding utf-8`,
        zh: '',
      }),
    )
  })

  it('rejects a missing file', async () => {
    const file = folder.path('none.json')

    await expect(readParams(file, nothing)).rejects.toThrow(
      expect.objectContaining({
        message: `cannot read ${file} as UTF-8: ENOENT: no such file or directory`,
        both: expect.objectContaining({ zh: `无法以 UTF-8 编码读取 ${file}：文件或目录不存在（ENOENT）` }),
      }),
    )
  })

  it('rejects invalid JSON on stdin', async () => {
    await expect(readParams('-', nothing)).rejects.toThrow('stdin:1: not valid JSON: a value is missing')
  })
})

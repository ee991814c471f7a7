import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { licencesOf } from '../../../../scripts/development/build/licencesOf'

const ROOT = join(__dirname, '../../../..')
const LINE = '-'.repeat(80)

describe('licencesOf', () => {
  it('writes the terms that packages share once, below the copyright notice of each', () => {
    const inputs = ['form-data/lib/form_data.js', 'combined-stream/lib/combined_stream.js', 'form-data/lib/populate.js']
    const text = licencesOf(inputs.map((input) => `node_modules/${input}`))

    expect(text).toBe(`bundle.js contains code of these packages.

${LINE}
combined-stream 1.0.8, MIT

Copyright (c) 2011 Debuggable Limited <felix@debuggable.com>

form-data ${versionOf('form-data')}, MIT

Copyright (c) 2012 Felix Geisendörfer (felix@debuggable.com) and contributors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
`)
  })

  it('finds a licence whose file is named after it: MIT-LICENSE.txt', () => {
    expect(licencesOf(['node_modules/jsbarcode/bin/JsBarcode.js'])).toContain('Copyright (c) 2016 Johan Lindell')
  })

  it('names the author of a package without a licence text', () => {
    expect(licencesOf(['node_modules/@cloudbase/signature-nodejs/lib/index.js'], 'This file contains')).toBe(
      `This file contains code of these packages.

${LINE}
@cloudbase/signature-nodejs ${versionOf('@cloudbase/signature-nodejs')}, licence not named, by ulyssesliu

These packages carry no licence text.
`,
    )
  })

  it('writes a licence of another form whole', () => {
    const licence = readFileSync(join(ROOT, 'node_modules/typescript/LICENSE.txt'), 'utf8').trim()

    expect(licencesOf(['node_modules/typescript/lib/typescript.js'])).toBe(
      `bundle.js contains code of these packages.

${LINE}
typescript ${versionOf('typescript')}, Apache-2.0

${licence}
`,
    )
  })

  it('does not name a package of which the bundle contains nothing', () => {
    expect(licencesOf(['node_modules/axios/index.js', 'cloudfunctions/bindAccount/index.ts'])).toBe(
      'bundle.js contains code of these packages.\n',
    )
  })
})

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version
}

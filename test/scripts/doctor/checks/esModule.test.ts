import { cpSync } from 'node:fs'
import { esModule } from '../../../../scripts/doctor/checks/esModule'
import { readProject } from '../../../../scripts/doctor/Project'
import { ES_MODULE } from '../../../../scripts/emulator/functions/nextStep'
import { BUNDLED } from '../../../helpers/bundleStory'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

describe('esModule', () => {
  const folder = temporaryFolder()
  const found = (code: string, manifest = '{}') =>
    esModule(
      readProject(folder.write({ 'cloudfunctions/bind/index.js': code, 'cloudfunctions/bind/package.json': manifest })),
    )

  it.each([
    "const cloud = require('wx-server-sdk')\nexports.main = async () => import('node:fs')",
    '#!/usr/bin/env node\nexports.main = () => new.target // no end of line',
    'return',
    "// import x from 'y'\nexports.text = `\nexport default 1`",
  ])('says nothing of CommonJS: %j', (code) => {
    expect(found(code)).toStrictEqual([])
  })

  it('says nothing of the functions of this package', () => {
    cpSync(BUNDLED, folder.path('cloudfunctions'), { recursive: true })

    expect(esModule(readProject(folder.path()))).toStrictEqual([])
  })

  it.each(["import cloud from 'wx-server-sdk'", 'const a = 1\nexport const main = () => a', 'export default () => {}'])(
    'is wrong where index.js holds %j',
    (code) => {
      expect(found(code)).toStrictEqual([
        {
          level: 'wrong',
          what: { en: 'bind/index.js has import or export', zh: 'bind/index.js 用了 import 或 export' },
          next: ES_MODULE,
        },
      ])
    },
  )

  it('is wrong where package.json says "type": "module"', () => {
    expect(found('exports.main = () => {}', '{ "type": "module" }')).toStrictEqual([
      {
        level: 'wrong',
        what: { en: 'bind/package.json says "type": "module"', zh: 'bind/package.json 写了 "type": "module"' },
        next: ES_MODULE,
      },
    ])
  })

  it('is wrong where index.js cannot be read at all', () => {
    expect(found('exports.main = (')).toMatchObject([
      { level: 'wrong', what: { en: expect.stringMatching(/^bind\/index\.js cannot be read: Unexpected token/) } },
    ])
  })
})

import { cloudfunctionRoot } from '../../../../scripts/doctor/checks/cloudfunctionRoot'
import { readProject } from '../../../../scripts/doctor/Project'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const ADD = {
  en: 'copy one there with: npx wx-logistics add bindAccount; or correct cloudfunctionRoot in project.config.json',
  zh: '用 npx wx-logistics add bindAccount 复制一个，或改正 project.config.json 的 cloudfunctionRoot',
}

describe('cloudfunctionRoot', () => {
  const folder = temporaryFolder()
  const found = (files: Record<string, string>) => cloudfunctionRoot(readProject(folder.write(files)))

  it('names the functions that are there', () => {
    const files = {
      'project.config.json': '{ "cloudfunctionRoot": "cloud/" }',
      'cloud/pay/index.js': '',
      'cloud/bind/index.js': '',
      'cloud/shared/price.js': '',
    }

    expect(found(files)).toStrictEqual([
      { level: 'right', what: { en: 'cloud has the functions bind, pay', zh: 'cloud 里有云函数 bind, pay' } },
    ])
  })

  it('is wrong where project.config.json names a folder without any', () => {
    expect(found({ 'project.config.json': '{ "cloudfunctionRoot": "cloud/" }' })).toStrictEqual([
      {
        level: 'wrong',
        what: { en: 'no function NAME/index.js in cloud', zh: 'cloud 里没有云函数（云函数名/index.js）' },
        next: ADD,
      },
    ])
  })

  it('notes a folder cloudfunctions without any', () => {
    expect(found({ 'cloudfunctions/bind/index.ts': '' })).toStrictEqual([
      {
        level: 'note',
        what: {
          en: 'no function NAME/index.js in cloudfunctions',
          zh: 'cloudfunctions 里没有云函数（云函数名/index.js）',
        },
        next: ADD,
      },
    ])
  })

  it('notes a folder that is no project', () => {
    expect(found({ 'readme.md': '' })).toStrictEqual([
      {
        level: 'note',
        what: {
          en: 'this folder is not a project with functions: it has no project.config.json with a cloudfunctionRoot and no folder cloudfunctions',
          zh: '当前目录不是带云函数的项目：没有含 cloudfunctionRoot 的 project.config.json，也没有 cloudfunctions 文件夹',
        },
        next: {
          en: 'run doctor in the folder of project.config.json',
          zh: '请在 project.config.json 所在目录运行 doctor',
        },
      },
    ])
  })
})
